import type { App } from '../../app.ts';
import type { Visitor } from '../../host/visitor.ts';
import { administrationGroupsFor } from '../../host/administration/areas.ts';
import { keybindingsFor, type Keybinding } from '../../host/palette/keybindings.ts';
import { panelsFor } from '../../host/panels.ts';
import { shortcutsFor } from '../../host/palette/shortcuts.ts';
import { whenContext } from '../../host/when-context.ts';
import { parseWhen } from '../../host/when.ts';
import { holds } from '../../host/menus.ts';
import { formattersFor } from '../../l10n/formatters.ts';
import type { Translate } from '../../l10n/translator.ts';
import type { Frame, Place, RailItem, SideView } from '../../workbench/locals.ts';

export interface FrameRequest {
	readonly app: App;
	readonly visitor: Visitor;
	readonly t: Translate;
	readonly url: URL;
	readonly path: string;
}

/** Rail, side bar and status line, from the contributions of the plugins that are on for this reader. */
export function createFrame(request: FrameRequest): Frame {
	const { app, visitor, t, path } = request;
	const plugins = app.host.plugins.filter(({ id }) => !visitor.disabledPlugins.includes(id));
	const label = (text: string) => app.translator.resolve(visitor.language, text);
	const lookUp = whenContext(visitor);
	const containers = plugins
		.flatMap(({ manifest }) => manifest.contributes.viewsContainers.activitybar)
		.filter(({ when }) => holds(when, lookUp))
		.sort((a, b) => a.order - b.order);
	const current = containers.find(({ route, also = [] }) =>
		[route, ...also].some((area) => path === area || path.startsWith(`${area}/`)),
	);
	const can = (permission: string) => app.access.can(visitor.actor, permission);
	// The home page leads on to the first area, as if one stood at its beginning.
	const shown = current ?? (visitor.account && path === '/' ? containers[0] : undefined);
	const isAt = (area: string) => path === area || path.startsWith(`${area}/`);

	const rail: RailItem[] = [
		...(visitor.account
			? [{ id: 'home', title: t('frame.home'), icon: 'house', url: '/', current: path === '/', phone: true }]
			: []),
		...containers.map(({ id, title, icon, route, secondary, phone }) => ({
			id,
			title: label(title),
			icon,
			url: route,
			current: id === current?.id,
			...(secondary ? { secondary } : {}),
			...(phone ? { phone } : {}),
		})),
		...(can('content.readDrafts')
			? [
					{
						id: 'drafts',
						title: t('frame.drafts'),
						icon: 'pencil-line',
						url: '/drafts',
						current: isAt('/drafts') || isAt('/content'),
						secondary: true,
					},
				]
			: []),
		...(can('accounts.manage')
			? [
					{
						id: 'admin',
						title: t('frame.admin'),
						icon: 'settings',
						url: '/admin',
						current: isAt('/admin'),
						secondary: true,
					},
				]
			: []),
	];

	return {
		rail,
		panels: panelsFor(app, visitor, path),
		shortcuts: (userAgent) => shortcutsFor(app, visitor, userAgent),
		keys(userAgent) {
			const bindings = keybindingsFor(plugins, visitor.account?.preferences, userAgent);
			const isSearch = ({ target }: Keybinding) => target === 'workbench.search';
			return {
				search: bindings.filter(isSearch).map(({ keys }) => keys),
				others: bindings.filter((binding) => !isSearch(binding)).map(({ keys }) => keys),
			};
		},
		views: (place) => sideViews(request, place, shown?.id, isAt('/admin')),
		status: [
			...(visitor.account ? [{ id: 'organisation', text: actingName(visitor), side: 'start' as const }] : []),
			...(can('content.readDrafts')
				? [{ id: 'problems', text: t('problems.title'), url: '/problems', side: 'start' as const }]
				: []),
			{
				id: 'language',
				text: t(`language.${visitor.language}`),
				url: visitor.account ? '/settings' : undefined,
				side: 'end' as const,
			},
			{
				id: 'plugins',
				text: t('frame.pluginsActive', {
					count: formattersFor(visitor.language).number(plugins.length),
					plugins: plugins.length,
				}),
				url: can('plugins.manage') ? '/admin/plugins' : undefined,
				side: 'end' as const,
			},
		].map(({ url, ...item }) => (url === undefined ? item : { ...item, url })),
	};
}

async function sideViews(
	{ app, visitor, t, url, path }: FrameRequest,
	{ itemId = null, collectionId = null, organisationId = null }: Place,
	containerId: string | undefined,
	admin: boolean,
): Promise<readonly SideView[]> {
	if (admin) return adminViews(app, visitor, t, url);
	if (containerId === undefined) return [];
	const label = (text: string) => app.translator.resolve(visitor.language, text);
	const lookUp = whenContext(visitor);
	const views: SideView[] = [];
	for (const { id: pluginId, manifest } of app.host.plugins) {
		if (visitor.disabledPlugins.includes(pluginId)) continue;
		const { contributes } = manifest;
		for (const { id, name, when } of contributes.views[containerId] ?? []) {
			if (when !== undefined && !parseWhen(when)(lookUp)) continue;
			const content = await app.host.treeNodes(id, {
				reader: visitor.reader,
				t,
				language: visitor.language,
				path,
				itemId,
				collectionId,
				organisationId,
				can: (permission, ...object) => app.access.can(visitor.actor, permission, ...object),
			});
			const nodes = content?.nodes ?? [];
			const welcome = contributes.viewsWelcome.find(({ view }) => view === id);
			const action =
				welcome?.action && app.access.can(visitor.actor, welcome.action.permission)
					? welcome.action
					: undefined;
			if (nodes.length === 0 && !welcome && !content?.action) continue;
			views.push({
				id,
				title: label(name),
				nodes,
				...(content?.action ? { action: content.action } : {}),
				...(welcome
					? {
							welcome: {
								text: label(welcome.contents),
								...(action ? { action: { title: label(action.title), url: action.route } } : {}),
							},
						}
					: {}),
			});
		}
	}
	return views;
}

/** Nothing for those who administer nothing: they see that they may not be here. */
function adminViews({ access }: App, { actor }: Visitor, t: Translate, url: URL): readonly SideView[] {
	const path = url.pathname;
	const chosen = url.searchParams.get('organisation');
	const search = chosen ? `?organisation=${encodeURIComponent(chosen)}` : '';
	const groups = administrationGroupsFor(access, actor);
	if (groups.length === 0) return [];
	return [
		{
			id: 'admin',
			title: t('frame.admin'),
			nodes: [{ title: t('admin.overview.title'), url: `/admin${search}`, current: path === '/admin' }],
		},
		...groups.map(({ name, areas }) => ({
			id: `admin-${name}`,
			title: t(`admin.group.${name}`),
			nodes: areas.map(({ name: area, route }) => ({
				title: t(`admin.${area}.title`),
				url: `${route}${search}`,
				current: path === route || path.startsWith(`${route}/`),
			})),
		})),
	];
}

function actingName({ account, actor }: Visitor): string {
	const acting = actor.kind === 'person' ? actor.actingOrganisationId : null;
	return (
		account?.memberships.find(({ organisationId }) => organisationId === acting)?.name ?? account?.name ?? ''
	);
}
