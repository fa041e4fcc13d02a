import type { Access, Asked } from '../../access/permissions.ts';
import type { Actor } from '../../access/actor.ts';
import { permissionOf } from '../page-routes.ts';

/** A page of the administration that stands in overview, side bar and palette. */
export interface AdministrationArea {
	/** Its title is the sentence `admin.<name>.title`. */
	readonly name: string;
	readonly icon: string;
	readonly route: string;
}

export interface AdministrationGroup {
	/** Its title is the sentence `admin.group.<name>`. */
	readonly name: string;
	readonly areas: readonly AdministrationArea[];
}

export const administrationGroups: readonly AdministrationGroup[] = [
	group('people', { people: 'users', groups: 'users-round', permissions: 'key-round', audit: 'scroll-text' }),
	group('organisation', {
		organisation: 'building-2',
		settings: 'sliders-horizontal',
		plugins: 'puzzle',
		legal: 'scale',
	}),
	group('content', { review: 'clipboard-check', searches: 'search-x', synonyms: 'equal' }),
	group('network', {
		network: 'network',
		health: 'heart-pulse',
		backups: 'archive',
		mail: 'mail',
		jobs: 'list-checks',
	}),
];

/** The groups with what the actor may open; who may open a page stands with its route. */
export function administrationGroupsFor(
	access: Access,
	actor: Actor,
	...object: Asked
): readonly AdministrationGroup[] {
	return administrationGroups
		.map(({ name, areas }) => ({
			name,
			areas: areas.filter(({ route }) => access.can(actor, permissionOf(route), ...object)),
		}))
		.filter(({ areas }) => areas.length > 0);
}

function group(name: string, icons: Readonly<Record<string, string>>): AdministrationGroup {
	return {
		name,
		areas: Object.entries(icons).map(([area, icon]) => ({ name: area, icon, route: `/admin/${area}` })),
	};
}
