import type { Translate } from 'verbund';

const names = [
	'all',
	'check',
	'checked',
	'ended',
	'expired',
	'forget',
	'forgotten',
	'hits',
	'hitsNone',
	'instead',
	'languages',
	'listLabel',
	'notKept',
	'offline',
	'outdated',
	'overdue',
	'release',
	'reload',
	'responsible',
	'search',
	'size',
	'stand',
	'standReviewed',
	'title',
	'unreachable',
	'upToDate',
] as const;

export type KeptText = (typeof names)[number];

/** Values that the script puts in by itself: there is nobody else to ask without network. */
const placeholders = Object.fromEntries(
	['count', 'date', 'days', 'name', 'review', 'size', 'title', 'version'].map((name) => [name, `{${name}}`]),
);

/** Sentences for the page without network, with their placeholders still in them. */
export function keptTexts(t: Translate): Readonly<Record<KeptText, string>> {
	return Object.fromEntries(names.map((name) => [name, t(`offline.${name}`, placeholders)])) as Record<
		KeptText,
		string
	>;
}
