import { administrationGroups } from '../administration/areas.ts';
import type { PaletteContribution } from './palette-menu.ts';

/**
 * Commands of the core that can be asked for step by step. What needs a long text, a secret or the revision that
 * somebody looked at stays on its page.
 */
export const corePaletteMenu: readonly PaletteContribution[] = [
	{ command: 'accounts.switchOrganisation', when: 'person.severalOrganisations', next: '/' },
	{ command: 'accounts.changePreferences', title: '%palette.changeTheme%', ask: ['theme'] },
	{ command: 'accounts.changePreferences', title: '%palette.changeLanguage%', ask: ['interfaceLanguage'] },
	{ command: 'accounts.changePreferences', title: '%palette.changeTextSize%', ask: ['textSize'] },
	{ command: 'accounts.signOut', next: '/sign-in' },
	{ command: 'accounts.signOutEverywhere', next: '/sign-in', confirm: true },
	{ command: 'content.confirmReview' },
	{ command: 'content.setProperties', title: '%palette.setResponsible%', ask: ['responsiblePersonId'] },
	{ command: 'content.setProperties', title: '%palette.setReviewDue%', ask: ['reviewDueAt'] },
	{ command: 'content.unpublish', confirm: true },
	{ command: 'content.archive', confirm: true, next: '/archive' },
	{ command: 'content.remove', confirm: true, next: '/bin' },
	{ command: 'content.createCollection' },
	{ command: 'content.renameCollection' },
	{ command: 'content.removeCollection', confirm: true },
	{ command: 'accounts.changeRoles' },
	{ command: 'accounts.removeMember', confirm: true },
	{ command: 'accounts.endSessionsOf', confirm: true },
	{ command: 'accounts.setDisabled', confirm: true },
	{ command: 'accounts.createGroup', next: '/admin/groups/{id}' },
	{ command: 'accounts.renameGroup' },
	{ command: 'accounts.removeGroup', confirm: true, next: '/admin/groups' },
	{ command: 'accounts.addGroupMember' },
	{ command: 'accounts.removeGroupMember', confirm: true },
	{ command: 'accounts.addSite' },
	{ command: 'accounts.createOrganisation' },
	{ command: 'plugins.switch' },
	{ command: 'plugins.switchNetwork' },
];

export interface DefaultKeys {
	/** Id of an entry of the palette. */
	readonly target: string;
	readonly key: string;
	readonly mac?: string;
	readonly when?: string;
}

/** Single letters work outside of text fields only, and can be changed or taken away on `/keys`. */
export const coreKeys: readonly DefaultKeys[] = [
	{ target: 'workbench.search', key: 'ctrl+k' },
	{ target: 'workbench.search', key: '/' },
	{ target: 'workbench.commands', key: '>' },
	{ target: 'workbench.keys', key: '?' },
	{ target: 'workbench.home', key: 'g h' },
	{ target: 'workbench.drafts', key: 'g d' },
	{ target: 'workbench.settings', key: 'g s' },
	{ target: 'workbench.administration', key: 'g a' },
	{ target: 'workbench.newItem', key: 'n' },
	{ target: 'workbench.editItem', key: 'e' },
];

export interface PalettePage {
	/** A core page without parameters. */
	readonly route: string;
	/** Translation key, as are the other texts. */
	readonly title: string;
	readonly category?: string;
	readonly icon: string;
	/** Where keys lead here. */
	readonly id?: string;
}

/** Pages of the core that the palette leads to; who may open them stands with their routes. */
export const corePalettePages: readonly PalettePage[] = [
	{ route: '/', title: 'frame.home', icon: 'house', id: 'workbench.home' },
	{ route: '/walkthroughs', title: 'walkthroughs.title', icon: 'footprints' },
	{ route: '/drafts', title: 'drafts.title', icon: 'pencil-line', id: 'workbench.drafts' },
	{ route: '/archive', title: 'archive.title', icon: 'archive' },
	{ route: '/bin', title: 'bin.title', icon: 'trash-2' },
	{ route: '/collections', title: 'collections.title', icon: 'folder' },
	{ route: '/settings', title: 'palette.page.settings', icon: 'settings-2', id: 'workbench.settings' },
	{
		route: '/settings/security',
		title: 'settings.security',
		category: 'ui.person.settings',
		icon: 'settings-2',
	},
	{ route: '/settings/tokens', title: 'settings.tokens', category: 'ui.person.settings', icon: 'settings-2' },
	{ route: '/keys', title: 'keys.title', icon: 'keyboard', id: 'workbench.keys' },
	{ route: '/admin', title: 'palette.page.admin', icon: 'settings', id: 'workbench.administration' },
	...administrationGroups
		.flatMap(({ areas }) => areas)
		.map(({ name, icon, route }) => ({
			route,
			title: `admin.${name}.title`,
			category: 'frame.admin',
			icon,
		})),
	{ route: '/sign-in', title: 'palette.page.signIn', icon: 'log-in' },
];
