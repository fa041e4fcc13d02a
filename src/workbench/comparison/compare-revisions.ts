import type { DraftText } from '../../content/draft-text.ts';
import type { FieldSchema } from '../../content/fields.ts';
import { compareFields, type ComparedField, type FieldWords } from './compare-fields.ts';
import { compareTexts } from './compare-texts.ts';

/** What changed from one revision to another, under the names of its parts; nothing of what stayed. */
export interface Comparison {
	readonly parts: readonly ComparedField[];
	/** The texts differ in nothing but blank lines. */
	readonly isSpacingOnly: boolean;
}

export interface ComparisonWords extends FieldWords {
	readonly title: string;
	readonly summary: string;
	readonly body: string;
}

/** Title, summary, text and each field. Its cost is bounded, however long the texts are. */
export function compareRevisions(
	before: DraftText,
	after: DraftText,
	schema: FieldSchema,
	words: ComparisonWords,
): Comparison {
	const texts = (['title', 'summary', 'body'] as const).map((name): ComparedField => ({
		kind: 'text',
		title: words[name],
		...compareTexts(before[name], after[name]),
	}));
	const parts = [...texts.filter(isChanged), ...compareFields(schema, before.fields, after.fields, words)];
	return { parts, isSpacingOnly: parts.length === 0 && before.body !== after.body };
}

function isChanged(field: ComparedField): boolean {
	return field.kind === 'list' || field.rows.length > 0;
}
