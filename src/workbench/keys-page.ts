import type { Shortcut } from '../host/palette/shortcuts.ts';
import { displayKeys, isMac } from '../keys.ts';
import type { WorkbenchLocals } from './locals.ts';
import type { CommandInput } from './ui/types.ts';

/** What the page of keys shows. */
export interface KeysPage {
	readonly withKeys: readonly Shortcut[];
	readonly withoutKeys: readonly Shortcut[];
	/** Keys that stand for several things in the same places. */
	readonly conflicts: readonly KeyConflict[];
	readonly change: KeyChange | null;
}

export interface KeyConflict {
	readonly label: string;
	readonly titles: string;
}

export interface KeyChange {
	readonly shortcut: Shortcut;
	readonly value: string;
	/** Own keys of everything else, which are sent along because a preference is changed as a whole. */
	readonly others: CommandInput;
	readonly reset: CommandInput;
	/** Titles of what other keys stand for, for warning while keys are pressed. */
	readonly taken: Readonly<Record<string, string>>;
}

/** @param target id of what keys shall be changed for */
export function openKeysPage(locals: WorkbenchLocals, userAgent: string, target: string | null): KeysPage {
	const shortcuts = locals.frame.shortcuts(userAgent);
	const shortcut = locals.person ? shortcuts.find(({ id }) => id === target) : undefined;
	return {
		withKeys: shortcuts.filter(({ keys, own }) => keys.length > 0 || own),
		withoutKeys: shortcuts.filter(({ keys, own }) => keys.length === 0 && !own),
		conflicts: conflictsOf(locals, shortcuts, userAgent),
		change: shortcut ? changeOf(locals, shortcuts, shortcut) : null,
	};
}

function changeOf(
	{ preferences, submission }: WorkbenchLocals,
	shortcuts: readonly Shortcut[],
	shortcut: Shortcut,
): KeyChange {
	const others = (preferences.keybindings ?? []).filter(({ command }) => command !== shortcut.id);
	const fields = others.flatMap(({ command, key }, index) => [
		[`keybindings.${index + 1}.command`, command],
		[`keybindings.${index + 1}.key`, key],
	]);
	return {
		shortcut,
		value: submission?.value('keybindings.0.key') ?? shortcut.keys[0] ?? '',
		others: { 'keybindings.0.command': shortcut.id, ...Object.fromEntries(fields) },
		reset: { keybindings: others.map(({ command, key }) => ({ command, key })) },
		taken: Object.fromEntries(
			shortcuts
				.filter(({ id }) => id !== shortcut.id)
				.flatMap(({ keys, title }) => keys.map((one) => [one, title])),
		),
	};
}

function conflictsOf(
	{ t }: WorkbenchLocals,
	shortcuts: readonly Shortcut[],
	userAgent: string,
): readonly KeyConflict[] {
	const all = [...new Set(shortcuts.flatMap(({ keys }) => keys))];
	return all.flatMap((keys) => {
		const sharing = shortcuts.filter((shortcut) => shortcut.keys.includes(keys));
		if (sharing.length < 2) return [];
		const label = displayKeys(keys, isMac(userAgent), (name) => t(`keys.name.${name}`));
		return [{ label, titles: sharing.map(({ title }) => `„${title}“`).join(', ') }];
	});
}
