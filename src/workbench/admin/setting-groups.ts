import type { SettingView } from '../../host/administration.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { AdminPlace } from './admin-place.ts';

export interface SettingGroup {
	readonly title: string;
	readonly settings: readonly SettingView[];
}

/** Settings of the place, by who brings them: the hub first, then each plugin. */
export async function settingGroups(
	{ administration, can, label, t }: WorkbenchLocals,
	{ network, organisation }: AdminPlace,
	text: string,
): Promise<readonly SettingGroup[]> {
	const settings = network
		? await administration.settings('network', '')
		: await administration.settings('organisation', organisation.id);
	const { plugins } = can('plugins.manage', { organisationId: organisation.id })
		? await administration.plugins(organisation.id)
		: { plugins: [] };
	const wanted = text.trim().toLocaleLowerCase('de');
	const matching = settings.filter(({ key, declaration: { title, description = '' } }) =>
		`${key} ${label(title)} ${label(description)}`.toLocaleLowerCase('de').includes(wanted),
	);
	const owner = ({ key }: SettingView) => plugins.find(({ id }) => id === key.split('.')[0]);
	return [
		{ title: t('admin.settings.hub'), settings: matching.filter((setting) => !owner(setting)) },
		...plugins.map((plugin) => ({
			title: label(plugin.manifest.displayName),
			settings: matching.filter((setting) => owner(setting) === plugin),
		})),
	].filter((group) => group.settings.length > 0);
}
