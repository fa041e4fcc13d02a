import lunr from 'lunr';
import german from 'lunr-languages/lunr.de.js';
import stemmerSupport from 'lunr-languages/lunr.stemmer.support.js';
import type { KeptItem } from '../kept-item.ts';

stemmerSupport(lunr);
german(lunr);
// lunr warns of functions that it does not know, and its warning fails in a module.
lunr.Pipeline.registerFunction(stemToken, 'keptStem');

/** Searches what is kept, while one types: stems, beginnings of words, and words with a slip in them. */
export function createSearch(items: readonly KeptItem[]): (text: string) => readonly string[] {
	const index = lunr(function () {
		this.ref('id');
		this.field('title', { boost: 8 });
		this.field('summary', { boost: 3 });
		this.field('body');
		this.pipeline.reset();
		this.searchPipeline.reset();
		this.pipeline.add(stemToken);
		for (const item of items) this.add(documentOf(item));
	});

	return (text) => {
		const words = wordsOf(text);
		if (words.length === 0) return items.map(({ id }) => id);
		const found = words.map((word) => new Map(find(word).map(({ ref, score }) => [ref, score])));
		const [first = new Map<string, number>(), ...others] = found;
		return [...first.keys()]
			.filter((id) => others.every((one) => one.has(id)))
			.sort((a, b) => scoreOf(b, found) - scoreOf(a, found));
	};

	function find(word: string): lunr.Index.Result[] {
		return index.query((query) => {
			query.term(stem(word), { boost: 10 });
			query.term(word, { boost: 5, wildcard: lunr.Query.wildcard.TRAILING });
			if (word.length > 4) query.term(stem(word), { boost: 1, editDistance: 1 });
		});
	}
}

function documentOf({ id, collection, organisation, variants }: KeptItem) {
	return {
		id,
		title: folded(variants.map(({ title }) => title)),
		summary: folded([collection ?? '', organisation, ...variants.map(({ summary }) => summary)]),
		body: folded(
			variants.flatMap(({ html, facts, parts }) => [
				textOf(html),
				...facts.map(({ text }) => text),
				...parts.flatMap((part) => [
					part.title,
					textOf(part.html),
					...part.entries.flatMap((entry) => [
						entry.title,
						textOf(entry.html),
						...entry.facts.map(({ text }) => text),
					]),
				]),
			]),
		),
	};
}

function scoreOf(id: string, found: readonly ReadonlyMap<string, number>[]): number {
	return found.reduce((sum, scores) => sum + (scores.get(id) ?? 0), 0);
}

function folded(texts: readonly string[]): string {
	return texts.flatMap(wordsOf).join(' ');
}

/** One spelling for `Anträge`, `Antraege` and `ANTRÄGE`. */
function wordsOf(text: string): string[] {
	return (
		text
			.toLowerCase()
			.replaceAll('ß', 'ss')
			.normalize('NFKD')
			.replace(/\p{Mark}/gu, '')
			.replace(/([ao]|(?<![aeq])u)e/g, '$1')
			.match(/[\p{Letter}\p{Number}]+/gu) ?? []
	);
}

function stemToken(token: lunr.Token): lunr.Token {
	return token.update((word) => stem(word));
}

function stem(word: string): string {
	return String(lunr.de.stemmer?.(new lunr.Token(word, {})) ?? word) || word;
}

function textOf(html: string): string {
	return html === '' ? '' : new DOMParser().parseFromString(html, 'text/html').body.textContent;
}
