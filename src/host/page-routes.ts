/** What a page asks of whoever opens it. */
export interface PageRoute {
	/** As Astro names it: `/procedures/[organisation]/[slug]`. */
	readonly route: string;
	readonly permission: string;
	/** Null for the core's own pages. */
	readonly pluginId: string | null;
}

/** Pages of the core; a page that is not in here answers 404 (and fails the architecture test). */
export const corePageRoutes: readonly PageRoute[] = [
	['/', 'signedIn'],
	['/404', 'public'],
	['/500', 'public'],
	['/sign-in', 'public'],
	['/set-up/[token]', 'public'],
	['/invitation/[token]', 'public'],
	['/password/[token]', 'public'],
	['/search', 'public'],
	['/i/[id]', 'public'],
	['/more', 'public'],
	['/keys', 'public'],
	['/legal/[page]', 'public'],
	['/legal/barrier', 'public'],
	['/settings', 'signedIn'],
	['/settings/security', 'signedIn'],
	['/settings/tokens', 'signedIn'],
	['/settings/data', 'signedIn'],
	['/settings/notifications', 'signedIn'],
	['/notifications', 'signedIn'],
	['/acknowledgements', 'signedIn'],
	['/unsubscribe/[token]', 'public'],
	['/walkthroughs', 'signedIn'],
	['/searches/[id]', 'signedIn'],
	['/reviews/[id]', 'signedIn'],
	['/problems', 'content.readDrafts'],
	['/drafts', 'content.readDrafts'],
	['/archive', 'content.readDrafts'],
	['/bin', 'content.delete'],
	['/content/new', 'content.write'],
	['/content/[id]/edit', 'content.readDrafts'],
	['/content/[id]/properties', 'content.readDrafts'],
	['/content/[id]/history', 'content.readDrafts'],
	['/content/[id]/compare', 'content.readDrafts'],
	['/content/[id]/changes', 'public'],
	['/content/[id]/acknowledgement', 'content.publish'],
	['/content/[id]/access', 'access.explain'],
	['/collections', 'content.write'],
	['/import', 'content.import'],
	['/import/[id]', 'content.import'],
	['/import/[id]/[position]', 'content.import'],
	['/export', 'signedIn'],
	['/admin', 'accounts.manage'],
	['/admin/people', 'accounts.manage'],
	['/admin/people/[id]', 'accounts.manage'],
	['/admin/people/[id]/handover', 'accounts.manage'],
	['/admin/people/[id]/erase', 'accounts.manage'],
	['/admin/groups', 'accounts.manage'],
	['/admin/groups/[id]', 'accounts.manage'],
	['/admin/organisation', 'accounts.manage'],
	['/admin/permissions', 'accounts.manage'],
	['/admin/plugins', 'plugins.manage'],
	['/admin/plugins/[id]', 'plugins.manage'],
	['/admin/settings', 'settings.manage'],
	['/admin/review', 'settings.manage'],
	['/admin/legal', 'settings.manage'],
	['/admin/legal/[page]', 'settings.manage'],
	['/admin/searches', 'search.manage'],
	['/admin/synonyms', 'search.manage'],
	['/admin/audit', 'audit.read'],
	['/admin/network', 'network.manage'],
	['/admin/health', 'network.manage'],
	['/admin/backups', 'network.manage'],
	['/admin/jobs', 'network.manage'],
	['/admin/mail', 'network.manage'],
].map(([route = '', permission = '']) => ({ route, permission, pluginId: null }));

/** Of a page of the core. */
export function permissionOf(route: string): string {
	const declared = corePageRoutes.find((page) => page.route === route);
	if (!declared) throw new Error(`no page of the core: ${route}`);
	return declared.permission;
}
