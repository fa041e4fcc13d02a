import type { App } from '../../app.ts';
import type { ReadItem } from '../../content/item.ts';
import { itemPages } from '../../content/item-pages.ts';
import type { Translate } from '../../l10n/translator.ts';
import { displayKeys, isMac } from '../../keys.ts';
import { holds } from '../menus.ts';
import { newItemsFor } from '../new-items.ts';
import { panelsFor } from '../panels.ts';
import { corePageRoutes } from '../page-routes.ts';
import type { Visitor } from '../visitor.ts';
import { whenContext } from '../when-context.ts';
import type { WhenLookUp } from '../when.ts';
import { corePalettePages } from './core-palette.ts';
import { keybindingsFor, type Keybinding } from './keybindings.ts';
import { maySomewhere, paletteMenu } from './palette-menu.ts';

/** One thing that the palette offers beside content: a place to go to, a way of searching, or a command. */
export type PaletteEntry = {
	readonly id: string;
	readonly title: string;
	readonly category: string | null;
	/** Name of a Lucide icon. */
	readonly icon: string;
	/** Keys that lead here at this place, as browsers report them. */
	readonly keys: readonly string[];
	/** The first of them as it stands on the keyboard. */
	readonly keysLabel: string | null;
} & PaletteAct;

type PaletteAct =
	| { readonly kind: 'page'; readonly url: string }
	/** Opened beside the page; where there is no room for it, it is a page. */
	| { readonly kind: 'panel'; readonly url: string }
	| { readonly kind: 'search'; readonly prefix: string }
	| { readonly kind: 'command'; readonly command: string };

type BareEntry = Omit<PaletteEntry, 'keys' | 'keysLabel'> & PaletteAct;

export interface PalettePlace {
	/** Path of the page that the palette opens over. */
	readonly path: string;
	readonly item: ReadItem | undefined;
	readonly userAgent: string;
}

/** What this person can do and reach at this place, with the keys for it. */
export function paletteEntries(app: App, visitor: Visitor, place: PalettePlace): readonly PaletteEntry[] {
	const t = app.translator.for(visitor.language);
	const plugins = app.host.plugins.filter(({ id }) => !visitor.disabledPlugins.includes(id));
	const lookUp = lookUpAt(visitor, place);
	const bindings = keybindingsFor(plugins, visitor.account?.preferences, place.userAgent).filter(({ when }) =>
		holds(when ?? undefined, lookUp),
	);
	const entries: BareEntry[] = [
		...searches(t),
		...writingPages(app, visitor, t, place),
		...corePages(app, visitor, t),
		...pluginPages(app, visitor, t),
		...panelEntries(app, visitor, place),
		...commandEntries(app, visitor, lookUp),
	];
	return entries.map((entry) => withKeys(entry, bindings, t, place));
}

/** Pages that are told apart by their address: an entry of an earlier list wins. */
export function pageEntry(
	t: Translate,
	{
		id,
		title,
		url,
		category,
		icon,
	}: { id?: string | undefined; title: string; url: string; category: string | null; icon: string },
): BareEntry {
	return { id: id ?? `page:${url}`, kind: 'page', title: t('palette.goTo', { title }), url, category, icon };
}

function searches(t: Translate): BareEntry[] {
	return [
		{
			id: 'workbench.search',
			kind: 'search',
			prefix: '',
			title: t('palette.search'),
			category: null,
			icon: 'search',
		},
		{
			id: 'workbench.commands',
			kind: 'search',
			prefix: '>',
			title: t('palette.allCommands'),
			category: null,
			icon: 'chevron-right',
		},
	];
}

function corePages({ access }: App, { actor, account }: Visitor, t: Translate): BareEntry[] {
	return corePalettePages.flatMap(({ route, title, category, icon, id }) => {
		const declared = corePageRoutes.find((page) => page.route === route);
		if (!declared || !maySomewhere(access, actor, declared.permission)) return [];
		if (route === '/sign-in' && account) return [];
		return [pageEntry(t, { id, title: t(title), url: route, category: category ? t(category) : null, icon })];
	});
}

function pluginPages({ host, translator }: App, visitor: Visitor, t: Translate): BareEntry[] {
	const { language, disabledPlugins } = visitor;
	const lookUp = whenContext(visitor);
	return host.plugins
		.filter(({ id }) => !disabledPlugins.includes(id))
		.flatMap(({ manifest }) => manifest.contributes.viewsContainers.activitybar)
		.filter(({ when }) => holds(when, lookUp))
		.map(({ title, route, icon }) =>
			pageEntry(t, { title: translator.resolve(language, title), url: route, category: null, icon }),
		);
}

/** The pages about what is shown, and writing something new of each kind, in the order of the rail. */
function writingPages(app: App, visitor: Visitor, t: Translate, { item }: PalettePlace): BareEntry[] {
	const fresh = newItemsFor(app, visitor).map(({ type, title, url }, index): BareEntry => ({
		id: index === 0 ? 'workbench.newItem' : `page:${url}`,
		kind: 'page',
		url,
		title,
		category: app.translator.resolve(visitor.language, type.titlePlural),
		icon: type.icon,
	}));
	if (!item) return fresh;
	const ofOwner = { organisationId: item.organisation.id };
	const about = itemPages
		.filter(({ permission }) => app.access.can(visitor.actor, permission, ofOwner))
		.map(({ name, title, icon, url }): BareEntry => {
			const isEdit = name === 'edit';
			return {
				id: isEdit ? 'workbench.editItem' : `item:${name}`,
				kind: 'page',
				url: url(item.id, item.language),
				title: t(isEdit ? 'palette.editItem' : title),
				category: item.title,
				icon,
			};
		});
	return [...about, ...fresh];
}

function panelEntries(app: App, visitor: Visitor, { item, path }: PalettePlace): BareEntry[] {
	return panelsFor(app, visitor, path).map(({ id, title, icon, url }) => ({
		id,
		kind: 'panel',
		title,
		icon,
		category: categoryOf(app, { id, pluginId: id.split('.')[0] ?? null }, (text) =>
			app.translator.resolve(visitor.language, text),
		),
		url: item ? `${url}?item=${item.id}` : url,
	}));
}

function commandEntries(app: App, visitor: Visitor, lookUp: WhenLookUp): BareEntry[] {
	const label = (text: string) => app.translator.resolve(visitor.language, text);
	return paletteMenu(app, visitor)
		.filter(({ when, declaration }) => holds(when, lookUp) && holds(declaration.enablement, lookUp))
		.map(({ id, command, title, opens, declaration }) => ({
			id,
			// A page asks for more than the palette can, for files and long texts.
			...(opens === undefined ? { kind: 'command', command } : { kind: 'page', url: opens }),
			title: label(title ?? declaration.title),
			category: categoryOf(app, declaration, label),
			icon: declaration.icon ?? 'chevron-right',
		}));
}

/** What the manifest says, else the plugin's name, else the area of the core that the command's id begins with. */
function categoryOf(
	{ host }: App,
	{ id, category, pluginId }: { id: string; category?: string; pluginId: string | null },
	label: (text: string) => string,
): string | null {
	if (category !== undefined) return label(category);
	const plugin = host.plugins.find((one) => one.id === pluginId);
	return plugin ? label(plugin.manifest.displayName) : label(`%palette.category.${id.split('.')[0] ?? ''}%`);
}

function withKeys(
	entry: BareEntry,
	bindings: readonly Keybinding[],
	t: Translate,
	place: PalettePlace,
): PaletteEntry {
	const keys = bindings.filter(({ target }) => target === entry.id).map((binding) => binding.keys);
	const [first] = keys;
	return {
		...entry,
		keys,
		keysLabel: first === undefined ? null : displayKeys(first, isMac(place.userAgent), keyWord(t)),
	};
}

/** Names of keys in the reader's language. */
export function keyWord(t: Translate): (name: string) => string {
	return (name) => t(`keys.name.${name}`);
}

function lookUpAt(visitor: Visitor, { item, path }: PalettePlace): WhenLookUp {
	const lookUp = whenContext(visitor, item);
	return (key) => (key === 'path' ? path : lookUp(key));
}
