import type { App } from '../../app.ts';
import { displayKeys, isMac } from '../../keys.ts';
import type { Visitor } from '../visitor.ts';
import { keybindingsFor } from './keybindings.ts';
import { keyWord, paletteEntries } from './palette-entries.ts';
import { maySomewhere, paletteMenu } from './palette-menu.ts';

/** A command or place with its keys, wherever they may apply. */
export interface Shortcut {
	readonly id: string;
	readonly title: string;
	readonly category: string | null;
	readonly keys: readonly string[];
	/** The keys as they stand on the keyboard. */
	readonly labels: readonly string[];
	/** Chosen by the person, also when that is none. */
	readonly own: boolean;
	/** Depends on what a page shows. */
	readonly conditional: boolean;
}

/** All that keys can be given to, in the order of the palette. */
export function shortcutsFor(app: App, visitor: Visitor, userAgent: string): readonly Shortcut[] {
	const { translator, host, access } = app;
	const t = translator.for(visitor.language);
	const plugins = host.plugins.filter(({ id }) => !visitor.disabledPlugins.includes(id));
	const bindings = keybindingsFor(plugins, visitor.account?.preferences, userAgent);
	const here = paletteEntries(app, visitor, { path: '/keys', item: undefined, userAgent });
	const elsewhere = [
		...(maySomewhere(access, visitor.actor, 'content.write')
			? [{ id: 'workbench.editItem', title: t('palette.editItem'), category: null }]
			: []),
		...paletteMenu(app, visitor).map(({ id, title, declaration }) => ({
			id,
			title: translator.resolve(visitor.language, title ?? declaration.title),
			category: null,
		})),
	].filter(({ id }) => !here.some((entry) => entry.id === id));
	const chosen = visitor.account?.preferences.keybindings ?? [];
	return [...here, ...elsewhere].map(({ id, title, category }) => {
		const ofThis = bindings.filter(({ target }) => target === id);
		return {
			id,
			title,
			category,
			keys: ofThis.map(({ keys }) => keys),
			labels: ofThis.map(({ keys }) => displayKeys(keys, isMac(userAgent), keyWord(t))),
			own: chosen.some(({ command }) => command === id),
			conditional: elsewhere.some((entry) => entry.id === id) || ofThis.some(({ when }) => when !== null),
		};
	});
}
