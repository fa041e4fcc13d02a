import type { AdministrationOverview } from '../../host/administration/overview.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { AdminPlace } from './admin-place.ts';

export interface AdminArea {
	readonly icon: string;
	readonly title: string;
	readonly url: string;
	/** The number that matters, and what it counts. */
	readonly number?: number;
	readonly note: string;
	/** Something here needs a look. */
	readonly warns?: boolean;
}

/** The pages of the administration that the reader may open, each with what matters there. */
export async function overviewAreas(
	{ administration, can, t }: WorkbenchLocals,
	{ organisation, link }: AdminPlace,
	overview: AdministrationOverview,
): Promise<readonly AdminArea[]> {
	const object = { organisationId: organisation.id };
	const area = (
		name: string,
		icon: string,
		counted: Omit<AdminArea, 'icon' | 'title' | 'url'>,
	): AdminArea => ({
		icon,
		title: t(`admin.${name}.title`),
		url: link(`/admin/${name}`),
		...counted,
	});
	const areas = [
		area('people', 'users', {
			number: overview.people,
			note: t('admin.people.count', { count: overview.people, invitations: overview.openInvitations }),
		}),
		area('groups', 'users-round', {
			number: overview.groups,
			note: t('admin.groups.count', { count: overview.groups }),
		}),
		area('organisation', 'building-2', { note: t('admin.organisation.note') }),
		area('permissions', 'key-round', {
			...(overview.changedPermissions > 0 ? { number: overview.changedPermissions } : {}),
			note: t('admin.permissions.count', { count: overview.changedPermissions }),
		}),
	];
	if (can('plugins.manage', object)) areas.push(area('plugins', 'puzzle', await pluginCounts()));
	if (can('settings.manage', object))
		areas.push(
			area('settings', 'sliders-horizontal', { note: t('admin.settings.note') }),
			area('review', 'clipboard-check', { note: t('admin.review.note') }),
			area('legal', 'scale', { note: t('admin.legal.note') }),
		);
	if (can('search.manage', object)) {
		areas.push(
			area('searches', 'search-x', {
				...(overview.openMisses > 0 ? { number: overview.openMisses } : {}),
				note: t('admin.searches.open', { count: overview.openMisses }),
			}),
			area('synonyms', 'equal', { note: t('admin.synonyms.areaNote') }),
		);
	}
	if (can('audit.read', object)) areas.push(area('audit', 'scroll-text', { note: t('admin.audit.note') }));
	if (can('network.manage')) {
		const organisations = await administration.network();
		areas.push(
			area('network', 'network', {
				number: organisations.length,
				note: t('admin.network.count', { count: organisations.length }),
			}),
			await healthArea(),
			area('backups', 'archive', { note: t('admin.backups.note') }),
			area('mail', 'mail', { note: t('admin.mail.note') }),
			area('jobs', 'list-checks', { note: t('admin.jobs.note') }),
		);
	}
	return areas;

	async function healthArea() {
		const problems = await administration.operations.problems();
		return area('health', 'heart-pulse', {
			note: t('admin.health.problems', { count: problems.length }),
			warns: problems.length > 0,
		});
	}

	async function pluginCounts() {
		const { plugins, broken } = await administration.plugins(organisation.id);
		const failed = plugins.filter(({ status }) => status.state === 'failed').length + broken.length;
		const off = plugins.filter(({ enabled }) => !enabled).length;
		return {
			number: plugins.length - off,
			note: t('admin.plugins.count', { count: plugins.length - off, off, failed }),
			warns: failed > 0,
		};
	}
}
