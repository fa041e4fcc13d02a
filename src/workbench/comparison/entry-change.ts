import type { Translate } from '../../l10n/translator.ts';
import type { ChipKind } from '../ui/types.ts';
import type { ComparedEntry } from './compare-fields.ts';

interface EntryChange {
	readonly name: 'added' | 'removed' | 'moved' | 'changed';
	readonly chips: readonly { readonly text: string; readonly kind: ChipKind; readonly icon: string }[];
}

/** What became of an entry, in words. */
export function entryChange({ from, to, isMoved, fields }: ComparedEntry, t: Translate): EntryChange {
	if (from === null)
		return { name: 'added', chips: [{ text: t('compare.entry.added'), kind: 'done', icon: 'plus' }] };
	if (to === null) {
		return { name: 'removed', chips: [{ text: t('compare.entry.removed'), kind: 'problem', icon: 'minus' }] };
	}
	const changed = { text: t('compare.entry.changed'), kind: 'accent', icon: 'pencil' } as const;
	if (!isMoved) return { name: 'changed', chips: [changed] };
	const moved = {
		text: t('compare.entry.moved', { from, to }),
		kind: 'accent',
		icon: 'move-vertical',
	} as const;
	return { name: 'moved', chips: fields.length > 0 ? [moved, changed] : [moved] };
}
