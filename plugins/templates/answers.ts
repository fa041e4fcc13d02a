import { readDay, type PlaceholderValue, type PlaceholderValues } from 'verbund';
import type { Question } from './question.ts';

/** What somebody has typed into a form. */
export interface Answers {
	/** Of the questions that have a usable answer, for filling the text. */
	readonly values: PlaceholderValues;
	/** Keys of sentences, by the name of the question. */
	readonly errors: ReadonlyMap<string, string>;
}

/** Where answers come from: the form that was posted. Nothing of it is kept. */
export interface PostedForm {
	value(name: string): string | undefined;
}

const longest = 5000;
const mostLines = 100;

export function readAnswers(questions: readonly Question[], form: PostedForm): Answers {
	const values = new Map<string, PlaceholderValue>();
	const errors = new Map<string, string>();
	for (const question of questions) {
		const typed = (form.value(question.name) ?? '').replace(/\r\n?/g, '\n').trim();
		if (typed === '') {
			if (question.required) errors.set(question.name, 'field.required');
			// Left empty on purpose: it stands nowhere, and `{{#if}}` does not hold.
			else values.set(question.name, { kind: 'text', text: '' });
			continue;
		}
		const read = typed.length > longest ? 'field.maxLength' : readAnswer(question, typed);
		if (typeof read === 'string') errors.set(question.name, read);
		else values.set(question.name, read);
	}
	return { values, errors };
}

/** The value, or the key of the sentence that says what is wrong. */
function readAnswer({ kind, choices }: Question, typed: string): PlaceholderValue | string {
	switch (kind) {
		case 'text':
			return { kind: 'text', text: typed.replaceAll('\n', ' ') };
		case 'lines':
			return { kind: 'text', text: typed };
		case 'date': {
			const day = readDay(typed);
			return day === null ? 'templates.error.date' : { kind: 'day', day };
		}
		case 'number':
		case 'amount':
			return readNumber(typed, kind);
		case 'choice':
			return choices.includes(typed) ? { kind: 'text', text: typed } : 'field.enum';
		case 'yesNo':
			return { kind: 'text', text: 'ja' };
		case 'list': {
			const lines = typed
				.split('\n')
				.map((line) => line.trim())
				.filter((line) => line !== '');
			if (lines.length > mostLines) return 'field.maxItems';
			return { kind: 'list', entries: lines.map((text) => new Map([['item', { kind: 'text', text }]])) };
		}
	}
}

/** `1.234,50`, `1234.5` and `1 234,50` are the same. */
function readNumber(typed: string, kind: 'number' | 'amount'): PlaceholderValue | string {
	const bare = typed.replace(/[\s\u00a0€]|EUR/g, '');
	const plain =
		bare.includes(',') || /^-?\d{1,3}(?:\.\d{3})+$/.test(bare)
			? bare.replaceAll('.', '').replace(',', '.')
			: bare;
	if (!/^-?\d{1,12}(?:\.\d{1,6})?$/.test(plain)) return 'templates.error.number';
	const text = kind === 'amount' ? `${amounts.format(Number(plain))}\u00a0€` : numbers.format(Number(plain));
	return { kind: 'text', text };
}

const numbers = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 6 });
const amounts = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
