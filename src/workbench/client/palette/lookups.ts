import { recent } from '../recent.ts';
import { noteUse } from '../search-notes.ts';
import { matchEntries, fold, type MatchedEntry } from './match-entries.ts';
import {
	ask,
	type PaletteAnswer,
	type PaletteEntry,
	type PersonHit,
	type SearchAnswer,
	type TagHit,
	type ThingsAnswer,
} from './palette-data.ts';
import type { PaletteGroup, PaletteOption } from './palette-option.ts';

/** What the lookups may do with a line that is chosen. */
export interface LookupActs {
	open(url: string): void;
	enter(entry: PaletteEntry): void;
	write(text: string): void;
}

type Show = (groups: readonly PaletteGroup[]) => void;

/**
 * Milliseconds between keys that no hand types: a repeated key, a pasted word. Only then is a text worth waiting for
 * the next one.
 */
const burst = 40;
const askedHits = 12;
const contentHits = 6;
const otherHits = 3;
const commandHits = 4;

/** Finds what the text asks for; its first character says of which kind. */
export function createLookup(palette: PaletteAnswer, acts: LookupActs) {
	const { texts, entries } = palette;
	const pause = createPause();
	const headings: Readonly<Record<string, string>> = {
		content: texts.content,
		person: texts.people,
		organisation: texts.organisations,
		collection: texts.collections,
		file: texts.files,
	};

	return async (typed: string, show: Show, signal: AbortSignal): Promise<void> => {
		const text = typed.trimStart();
		const rest = text.slice(1).trim();
		if (text === '') show(beginning());
		else if (text.startsWith('>')) show([{ title: texts.commands, options: commands(rest, 200) }]);
		else if (text.startsWith('?')) show([{ title: texts.helpHeading, options: help() }]);
		else if (text.startsWith('@')) show([{ title: texts.people, options: await people(rest, 20, signal) }]);
		else if (text.startsWith('#')) show(await named(rest, signal));
		else await everything(text.trim(), show, signal);
	};

	function beginning(): PaletteGroup[] {
		const ids = recent.commands();
		const options = matchEntries(entries, '', ids)
			.filter(({ entry }) => entry.kind !== 'search' && !isHere(entry))
			.slice(0, 8)
			.map(toOption);
		return [
			{ title: texts.recent, options: recentItems('').slice(0, 5) },
			{ title: texts.commands, options },
		];
	}

	/** What was found, by its kind; the kind of the best hit first. */
	async function everything(text: string, show: Show, signal: AbortSignal): Promise<void> {
		await pause(signal);
		const { hits } = await ask<SearchAnswer>('/api/search', { q: text, limit: String(askedHits) }, signal);
		const groups = kindsOf(hits).map((kind): PaletteGroup => ({
			title: headings[kind] ?? palette.types[kind]?.titlePlural ?? null,
			options: hits
				.filter((hit) => kindOf(hit) === kind)
				.slice(0, kind === 'content' ? contentHits : otherHits)
				.map(toHit),
		}));
		const url = `/search?${new URLSearchParams({ q: text })}`;
		const acting = { title: texts.commands, options: commands(text, commandHits) };
		show([
			...(names(text, acting.options[0]) ? [acting, ...groups] : [...groups, acting]),
			{
				title: null,
				options: [
					{
						title: texts.searchAll.replace('{text}', text),
						icon: 'search',
						aside: true,
						url,
						choose: () => acts.open(url),
					},
				],
			},
		]);
	}

	function toHit(hit: SearchAnswer['hits'][number]): PaletteOption {
		const type = palette.types[hit.type];
		const belongsTo = hit.kind === 'organisation' ? null : hit.organisationName;
		const icon = hit.url.startsWith('mailto:') ? 'mail' : (type?.icon ?? 'file-text');
		return {
			title: hit.title,
			marks: hit.marks.title,
			...(hit.kind === 'content' ? { language: hit.language } : {}),
			facts: [type?.title, belongsTo, hit.partOf].filter((fact) => typeof fact === 'string'),
			...(hit.excerpt === '' ? {} : { excerpt: { text: hit.excerpt, marks: hit.marks.excerpt } }),
			icon,
			url: hit.url,
			choose() {
				noteUse(`${hit.kind}:${hit.id}`);
				acts.open(hit.url);
			},
		};
	}

	function recentItems(text: string): PaletteOption[] {
		return recent
			.items()
			.filter(({ title, url }) => fold(title).includes(fold(text)) && url !== location.pathname)
			.map(({ title, url, language }) => ({
				title,
				language,
				icon: 'clock',
				url,
				choose: () => acts.open(url),
			}));
	}

	function commands(text: string, most: number): PaletteOption[] {
		return matchEntries(entries, text, recent.commands())
			.filter(({ entry }) => entry.kind !== 'search')
			.slice(0, most)
			.map(toOption);
	}

	function toOption({ entry, marks }: MatchedEntry): PaletteOption {
		return {
			title: entry.title,
			marks,
			facts: entry.category === null ? [] : [entry.category],
			icon: entry.icon,
			keys: entry.keysLabel,
			choose: () => acts.enter(entry),
			...(entry.kind === 'page' ? { url: entry.url } : {}),
		};
	}

	async function people(text: string, most: number, signal: AbortSignal): Promise<PaletteOption[]> {
		await pause(signal);
		const found = await ask<{ people: readonly PersonHit[] }>(
			'/api/people',
			{ q: text, limit: String(most) },
			signal,
		);
		return found.people.map(({ name, organisations, url }) => {
			const to = url ?? `/search?${new URLSearchParams({ q: name })}`;
			return {
				title: name,
				facts: [...organisations],
				icon: to.startsWith('mailto:') ? 'mail' : 'user-round',
				url: to,
				choose: () => acts.open(to),
			};
		});
	}

	/** What bears the name: things of plugins, then tags. */
	async function named(text: string, signal: AbortSignal): Promise<PaletteGroup[]> {
		await pause(signal);
		const [{ groups }, tagged] = await Promise.all([
			ask<ThingsAnswer>('/api/palette/things', { q: text }, signal),
			tags(text, signal),
		]);
		const ofPlugins = groups.map(({ title, icon, things }) => ({
			title,
			options: things.map(({ title: name, url, detail, language }) => ({
				title: name,
				...(language === undefined ? {} : { language }),
				facts: detail === undefined ? [] : [detail],
				icon,
				url,
				choose: () => acts.open(url),
			})),
		}));
		return [...ofPlugins, { title: texts.tags, options: tagged }];
	}

	async function tags(text: string, signal: AbortSignal): Promise<PaletteOption[]> {
		const found = await ask<{ tags: readonly TagHit[] }>('/api/tags', { q: text, limit: '30' }, signal);
		return found.tags.map(({ tag, type, count, url }) => ({
			title: tag,
			facts: [type, texts.tagCount.replace('{count}', String(count))],
			icon: 'tag',
			url,
			choose: () => acts.open(url),
		}));
	}

	function help(): PaletteOption[] {
		const prefixes = [
			['', texts.helpContent, 'search'],
			['>', texts.helpCommands, 'chevron-right'],
			...(palette.signedIn ? [['@', texts.helpPeople, 'user-round']] : []),
			['#', texts.helpTags, 'tag'],
			['?', texts.helpThis, 'circle-help'],
		] as const;
		const keys = entries.find(({ id }) => id === 'workbench.keys');
		return [
			...prefixes.map(([prefix = '', title = '', icon = '']) => ({
				title,
				icon,
				keys: prefix === '' ? null : prefix,
				choose: () => acts.write(prefix),
			})),
			...(keys ? [toOption({ entry: keys, marks: [] })] : []),
		];
	}
}

/** Whoever types what a command is called, whole or from its second word on in part, means the command. */
function names(text: string, command: PaletteOption | undefined): boolean {
	const [typed, title] = [fold(text.trim()), fold(command?.title ?? '')];
	return typed === title || (typed.includes(' ') && title.startsWith(typed));
}

/** Things of plugins go by what their plugin calls them. */
function kindOf({ kind, type }: SearchAnswer['hits'][number]): string {
	return kind === 'shelved' ? type : kind;
}

/** The kind of the best hit first, then texts. A folder is rarely what somebody wanted before the texts in it. */
function kindsOf(hits: SearchAnswer['hits']): readonly string[] {
	const found = hits.map(kindOf);
	const first = found.slice(0, 1).filter((kind) => kind !== 'collection');
	return [...new Set([...first, 'content', ...found])].filter((kind) => found.includes(kind));
}

function isHere(entry: PaletteEntry): boolean {
	return entry.kind === 'page' && entry.url === location.pathname;
}

/** Waits for the end of a burst. Rejects when the text has changed meanwhile. */
function createPause(): (signal: AbortSignal) => Promise<void> {
	let last = Number.NEGATIVE_INFINITY;

	return async (signal) => {
		const since = performance.now() - last;
		last = performance.now();
		if (since < burst) await wait(burst, signal);
	};
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(resolve, milliseconds);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
		});
	});
}
