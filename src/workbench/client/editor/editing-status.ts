import { announce } from '../announce.ts';
import type { AutosaveState, EditingAnswer } from './autosave.ts';

/** Sentences of the page, with `{time}`, `{names}` and `{author}` to be filled in. */
export interface StatusTexts {
	readonly saved: string;
	readonly offline: string;
	readonly signedOut: string;
	readonly refused: string;
	/** In place of the end of those, where this browser keeps nothing. */
	readonly nowhere: string;
	readonly back: string;
	readonly stillFailed: string;
	readonly others: string;
	readonly newer: string;
	readonly newerUnknown: string;
	readonly elsewhere: string;
	readonly elsewhereBehind: string;
}

/** The line that says where the text is, and the one that says who else is here. */
export function editingStatus(page: ParentNode, texts: StatusTexts) {
	const line = page.querySelector<HTMLElement>('[data-part=saved]');
	/** The same, where the first one may be out of sight. */
	const again = page.querySelector<HTMLElement>('[data-part=saved-too]');
	const signIn = page.querySelector<HTMLElement>('[data-part=sign-in]');
	const people = page.querySelector<HTMLElement>('[data-part=others]');
	const newer = page.querySelector<HTMLElement>('[data-part=newer]');
	const elsewhere = page.querySelector<HTMLElement>('[data-part=elsewhere]');
	let failed = '';

	return {
		show(state: AutosaveState, isKept: boolean): void {
			showElsewhere(state);
			if (!line || state.kind === 'waiting' || state.kind === 'elsewhere') return;
			const text = sentenceFor(state, isKept);
			line.textContent = text;
			line.dataset['kind'] = state.kind;
			if (again) again.textContent = text;
			if (signIn) signIn.hidden = state.kind !== 'failed' || state.why !== 'signedOut';
			if (state.kind === 'failed' && failed !== text) announce(text);
			if (state.kind === 'saved' && failed !== '') announce(texts.back);
			failed = state.kind === 'failed' ? text : '';
		},
		/** The storage of this browser is full or forbidden. */
		notKept(): void {
			if (line && line.dataset['kind'] !== 'saved') line.textContent = texts.nowhere;
		},
		meet({ others, newest }: EditingAnswer, known: number): void {
			const names = others.map(({ name }) => name).join(', ');
			say(people, names === '' ? '' : texts.others.replace('{names}', names));
			if (!newest || newest.number <= known) return say(newer, '');
			const time = clock(newest.createdAt);
			say(
				newer,
				newest.author === null
					? texts.newerUnknown.replace('{time}', time)
					: texts.newer.replace('{author}', newest.author).replace('{time}', time),
			);
		},
	};

	function showElsewhere(state: AutosaveState): void {
		if (!elsewhere) return;
		// While both texts are brought together, the page says it already.
		elsewhere.hidden = state.kind !== 'elsewhere' || page.querySelector('[data-kind=conflict]') !== null;
		if (state.kind !== 'elsewhere') return;
		const sentence = state.isBehind ? texts.elsewhereBehind : texts.elsewhere;
		say(elsewhere.querySelector('[data-part=sentence]'), sentence.replace('{time}', clock(state.at)));
		for (const way of elsewhere.querySelectorAll<HTMLElement>('[data-when]')) {
			way.hidden = way.dataset['when'] !== (state.isBehind ? 'behind' : 'written');
		}
	}

	function sentenceFor(state: Extract<AutosaveState, { kind: 'saved' | 'failed' }>, isKept: boolean): string {
		if (state.kind === 'saved') return texts.saved.replace('{time}', clock(state.at));
		const sentence = texts[state.why].replace('{message}', state.message);
		return isKept ? sentence : texts.nowhere;
	}
}

function say(element: HTMLElement | null, text: string): void {
	if (!element || element.textContent === text) return;
	element.textContent = text;
	element.hidden = text === '';
	if (text !== '') announce(text);
}

function clock(time: number): string {
	return new Date(time).toLocaleTimeString(document.documentElement.lang, {
		hour: '2-digit',
		minute: '2-digit',
	});
}
