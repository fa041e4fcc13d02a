import type { EditorView } from 'prosemirror-view';
import { documentSchema } from '../../../document/document-schema.ts';
import { fold } from '../palette/match-entries.ts';
import { ask, type PersonHit } from '../palette/palette-data.ts';
import type { EditorTexts, OfferedBlock } from './editor-texts.ts';
import { insertInline } from './offered-space.ts';
import type { Suggestion, SuggestionSource } from './suggestion.ts';

/** As much of a hit as the list shows. */
interface FoundItem {
	readonly id: string;
	/** What was found; only items can be linked by their id. */
	readonly kind: string;
	readonly title: string;
	readonly language: string;
	readonly organisationName: string | null;
}

interface Parts {
	readonly texts: EditorTexts;
	/** Runs an act of the toolbar, a snippet or a placeholder. */
	run(view: EditorView, block: OfferedBlock): void;
	/** Links to this very item are left out. */
	readonly itemId: string;
	rememberTitle(reference: string, title: string): void;
}

const { nodes, marks } = documentSchema;

/** `/` for blocks, `@` for people, `[[` for other items. */
export function suggestionSources({ texts, run, itemId, rememberTitle }: Parts): readonly SuggestionSource[] {
	return [
		{
			pattern: /(?:^|\s)\/([\p{L}\p{N} ]{0,30})$/u,
			label: texts.blocksLabel,
			find: async (text) => findBlocks(texts.blocks, text).map((block) => toSuggestion(block, run)),
		},
		{
			pattern: /(?:^|[\s(])@([\p{L}][\p{L}.' -]{0,40})$/u,
			label: texts.peopleLabel,
			async find(text, signal) {
				await pause(signal);
				const { people } = await ask<{ people: readonly PersonHit[] }>(
					'/api/people',
					{ q: text, limit: '8' },
					signal,
				);
				return people.map(({ name, organisations, url }) => ({
					title: name,
					detail: organisations.join(', '),
					icon: 'user-round',
					choose: (view) => insertPerson(view, name, url),
				}));
			},
		},
		{
			pattern: /\[\[([^[\]\n]{0,60})$/,
			label: texts.itemsLabel,
			async find(text, signal) {
				if (text.trim() === '') return [];
				await pause(signal);
				const { hits } = await ask<{ hits: readonly FoundItem[] }>(
					'/api/search',
					{ q: text, limit: '10' },
					signal,
				);
				return hits
					.filter(({ id, kind }) => kind === 'content' && id !== itemId)
					.map(({ id, title, language, organisationName }) => ({
						title,
						detail: organisationName ?? undefined,
						icon: 'file-text',
						language,
						choose(view) {
							rememberTitle(id, title);
							insertInline(view, nodes.item_link.create({ reference: id }));
						},
					}));
			},
		},
	];
}

/** Those whose title or search words begin like the text come first. */
function findBlocks(blocks: readonly OfferedBlock[], text: string): readonly OfferedBlock[] {
	const wanted = fold(text.trim());
	const rank = ({ title, words }: OfferedBlock) => {
		const known = [title, ...words].map(fold);
		if (known.some((word) => word.startsWith(wanted))) return 0;
		return known.some((word) => word.includes(wanted)) ? 1 : 2;
	};
	return blocks
		.map((block) => ({ block, rank: rank(block) }))
		.filter((one) => one.rank < 2)
		.sort((a, b) => a.rank - b.rank)
		.map(({ block }) => block);
}

function toSuggestion(block: OfferedBlock, run: Parts['run']): Suggestion {
	return { title: block.title, detail: block.detail, icon: block.icon, choose: (view) => run(view, block) };
}

/** Their page, where the hub has one; an address is nobody's to publish. */
function insertPerson(view: EditorView, name: string, url: string | null): void {
	const link = url?.startsWith('/') ? [marks.link.create({ href: url })] : [];
	insertInline(view, documentSchema.text(name, link));
}

/** Keys come faster than answers. Milliseconds. */
const pauseTime = 80;

function pause(signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(resolve, pauseTime);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			reject(new Error('aborted'));
		});
	});
}
