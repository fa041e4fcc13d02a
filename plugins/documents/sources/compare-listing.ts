import type { KnownEntry, ListedEntry } from './entry.ts';

/** What a reading found out, compared with what was known. */
export interface ListingChanges {
	readonly added: readonly ListedEntry[];
	readonly changed: readonly EntryChange[];
	/** Ids of what is not there any more, and was. */
	readonly vanished: readonly string[];
}

export interface EntryChange {
	readonly id: string;
	readonly entry: ListedEntry;
}

/**
 * Who is who: a file keeps its id under another name where the source knows it by a number, or where of all that
 * vanished and all that came just these two have the same content. What had vanished may come back.
 */
export function compareListing(known: readonly KnownEntry[], listed: readonly ListedEntry[]): ListingChanges {
	const rest = new Set(known);
	const pairs: { readonly before: KnownEntry; readonly entry: ListedEntry }[] = [];
	const pairUp = (
		entries: readonly ListedEntry[],
		find: (entry: ListedEntry) => KnownEntry | undefined,
	): readonly ListedEntry[] =>
		entries.filter((entry) => {
			const before = find(entry);
			if (!before || !rest.has(before) || before.isFolder !== entry.isFolder) return true;
			rest.delete(before);
			pairs.push({ before, entry });
			return false;
		});

	const byKey = new Map(known.flatMap((one) => (one.key === null ? [] : [[one.key, one] as const])));
	const byPath = new Map(presentLast(known).map((one) => [one.path, one]));
	const withoutKey = pairUp(listed, ({ key }) => (key === null ? undefined : byKey.get(key)));
	const withoutPath = pairUp(withoutKey, ({ path }) => byPath.get(path));
	const gone = onlyOnes([...rest].filter(({ vanishedAt }) => vanishedAt === null));
	const came = onlyOnes(withoutPath);
	const added = pairUp(withoutPath, (entry) => {
		const content = contentOf(entry);
		return content !== null && came.has(content) ? gone.get(content) : undefined;
	});
	return {
		added,
		changed: pairs
			.filter(({ before, entry }) => isChanged(before, entry))
			.map(({ before, entry }) => ({ id: before.id, entry })),
		vanished: [...rest].filter(({ vanishedAt }) => vanishedAt === null).map(({ id }) => id),
	};
}

/** Folders first of all, so that what lies in them finds them. */
export function fromTheTop<Entry extends { readonly path: string }>(
	entries: readonly Entry[],
): readonly Entry[] {
	const depth = ({ path }: Entry) => path.split('/').length;
	return entries.toSorted((a, b) => depth(a) - depth(b));
}

function isChanged(before: KnownEntry, entry: ListedEntry): boolean {
	return (
		before.vanishedAt !== null ||
		before.path !== entry.path ||
		before.tag !== entry.tag ||
		before.key !== entry.key ||
		before.size !== entry.size
	);
}

/** Of several that had the same path at different times the one that is there counts. */
function presentLast(known: readonly KnownEntry[]): readonly KnownEntry[] {
	const never = Number.MAX_SAFE_INTEGER;
	return known.toSorted((a, b) => (a.vanishedAt ?? never) - (b.vanishedAt ?? never));
}

/** Those whose content nothing else among them has. */
function onlyOnes<Entry extends Pick<ListedEntry, 'isFolder' | 'tag' | 'size'>>(
	entries: readonly Entry[],
): ReadonlyMap<string, Entry> {
	const groups = Map.groupBy(entries, contentOf);
	return new Map(
		[...groups].flatMap(([content, [only, ...others]]) =>
			content !== null && only && others.length === 0 ? [[content, only] as const] : [],
		),
	);
}

/** Null for what has no content to be known by. */
function contentOf({ isFolder, tag, size }: Pick<ListedEntry, 'isFolder' | 'tag' | 'size'>): string | null {
	return isFolder || size === 0 || tag === '' ? null : tag;
}
