import type { Sentence } from '../sentences.ts';
import type { Match } from './rule.ts';

/** Second subjunctive: forms that are nothing else. „Möchte“ is a word of its own and easy to read. */
const second =
	/^(?:würde|wäre|hätte|könnte|müsste|dürfte|sollte|bräuchte|wüsste|käme|gäbe|ginge|ließe|fände|stünde|läge|täte|nähme|hielte|bliebe|spräche|bekäme|verlöre|hieße|brächte|dächte)(?:n|st|t|st)?$/;
/** First subjunctive: what somebody else has said. */
const first = /^(?:sei|seien|könne|müsse|dürfe|solle|wolle|möge|mögen)$/;
const thirdPerson = new Set(['er', 'sie', 'es', 'man', 'dass', 'wer']);

export function findSubjunctives({ words }: Sentence): Match[] {
	return words.flatMap((word, index) => {
		const { lower, start, end, text } = word;
		const before = words[index - 1];
		const next = words[index + 1];
		const isReported =
			/^(?:habe|werde)$/.test(lower) && thirdPerson.has(before?.lower ?? '') && before?.text !== 'Sie';
		const isFirst =
			first.test(lower) &&
			!word.first &&
			next?.text !== 'Sie' &&
			!(lower === 'mögen' && before?.lower !== 'er') &&
			// „Ich wolle“ is none; a question or a wish begins otherwise.
			!/^[A-ZÄÖÜ]/.test(text);
		return second.test(lower) || isFirst || isReported ? [{ start, end, values: { words: text } }] : [];
	});
}
