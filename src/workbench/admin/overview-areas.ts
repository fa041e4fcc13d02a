import type { AdministrationOverview } from '../../host/administration/overview.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { AdminPlace } from './admin-place.ts';

interface AreaFacts {
	/** The number that matters, and what it counts. */
	readonly number?: number;
	readonly note: string;
	/** Something here needs a look. */
	readonly warns?: boolean;
}

export interface OverviewArea extends AreaFacts {
	readonly icon: string;
	readonly title: string;
	readonly url: string;
}

export interface OverviewGroup {
	readonly title: string;
	readonly areas: readonly OverviewArea[];
}

/** The pages of the administration that the reader may open, in groups, each with what matters there. */
export async function overviewGroups(
	{ administration, t }: WorkbenchLocals,
	{ organisation, link }: AdminPlace,
	overview: AdministrationOverview,
): Promise<readonly OverviewGroup[]> {
	const facts: Readonly<Record<string, () => AreaFacts | Promise<AreaFacts>>> = {
		people: () => ({
			number: overview.people,
			note: t('admin.people.count', { count: overview.people, invitations: overview.openInvitations }),
		}),
		groups: () => ({
			number: overview.groups,
			note: t('admin.groups.count', { count: overview.groups }),
		}),
		permissions: () => ({
			...numberUnlessNone(overview.changedPermissions),
			note: t('admin.permissions.count', { count: overview.changedPermissions }),
		}),
		searches: () => ({
			...numberUnlessNone(overview.openMisses),
			note: t('admin.searches.open', { count: overview.openMisses }),
		}),
		synonyms: () => ({ note: t('admin.synonyms.areaNote') }),
		plugins: pluginCounts,
		network: async () => {
			const { length: count } = await administration.network();
			return { number: count, note: t('admin.network.count', { count }) };
		},
		health: async () => {
			const { length: count } = await administration.operations.problems();
			return { note: t('admin.health.problems', { count }), warns: count > 0 };
		},
	};
	return Promise.all(
		administration.areas(organisation.id).map(async ({ name: groupName, areas }) => ({
			title: t(`admin.group.${groupName}`),
			areas: await Promise.all(
				areas.map(async ({ name, icon, route }) => ({
					icon,
					title: t(`admin.${name}.title`),
					url: link(route),
					...(await (facts[name]?.() ?? { note: t(`admin.${name}.note`) })),
				})),
			),
		})),
	);

	async function pluginCounts(): Promise<AreaFacts> {
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

function numberUnlessNone(count: number): { readonly number?: number } {
	return count > 0 ? { number: count } : {};
}
