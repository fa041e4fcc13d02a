import type { FieldSchema } from '../../content/fields.ts';
import type { DraftText } from '../../content/draft-text.ts';
import { toFieldTexts } from './field-text.ts';
import { compareTexts, isChanged, type DifferencePart } from './text-difference.ts';

/** A part of a text whose words differ. */
export interface PartDifference {
	readonly title: string;
	readonly parts: readonly DifferencePart[];
}

export interface ComparisonWords {
	readonly title: string;
	readonly summary: string;
	readonly body: string;
	/** Resolves the `%key%` of a field's title. */
	readonly label: (text: string) => string;
}

/** What changed from one revision to another: title, summary, text and each field; nothing for what stayed. */
export function compareRevisions(
	before: DraftText,
	after: DraftText,
	schema: FieldSchema,
	words: ComparisonWords,
): readonly PartDifference[] {
	const fieldsBefore = toFieldTexts(schema, before.fields, words.label);
	const fieldsAfter = toFieldTexts(schema, after.fields, words.label);
	return [
		{ title: words.title, parts: compareTexts(before.title, after.title) },
		{ title: words.summary, parts: compareTexts(before.summary, after.summary) },
		{ title: words.body, parts: compareTexts(before.body, after.body) },
		...fieldsAfter.map(({ name, title, text }) => ({
			title,
			parts: compareTexts(fieldsBefore.find((one) => one.name === name)?.text ?? '', text),
		})),
	].filter(({ parts }) => isChanged(parts));
}
