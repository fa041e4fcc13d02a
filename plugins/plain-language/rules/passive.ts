import type { Sentence, Word } from '../sentences.ts';
import type { Match } from './rule.ts';
import { isParticiple } from '../participles.ts';

const auxiliary = /^(?:werde|wirst|wird|werden|werdet|wurde|wurdest|wurden|wurdet|worden|würde|würden)$/;
/** Between the participle and „werden“ there may stand another verb: „geprüft zu werden“, „geprüft worden“. */
const mayFollow =
	/^(?:werden|worden|und|oder|soll|sollen|muss|müssen|kann|können|darf|dürfen|will|wollen|haben|ist|sind)$/;

export function findPassive({ words }: Sentence): Match[] {
	for (const [index, word] of words.entries()) {
		if (!auxiliary.test(word.lower)) continue;
		const participle = before(words, index) ?? atEndOfClause(words, index);
		if (!participle) continue;
		const [from, to] = participle.start < word.start ? [participle, word] : [word, participle];
		return [{ start: from.start, end: to.end, values: { words: `${from.text} … ${to.text}` } }];
	}
	return [];
}

/** „muss geprüft werden“, „wenn sie gerufen wird“ */
function before(words: readonly Word[], index: number): Word | undefined {
	const word = words[index];
	const near = words[index - 1]?.lower === 'zu' ? words[index - 2] : words[index - 1];
	if (near?.clause !== word?.clause || near?.first !== false) return undefined;
	return isParticiple(near.lower, near.text) ? near : undefined;
}

/** „Der Brief wird am Montag verschickt“, „Heute wird geputzt und gekocht“ */
function atEndOfClause(words: readonly Word[], index: number): Word | undefined {
	const word = words[index];
	return words.find(
		(other, at) =>
			at > index &&
			other.clause === word?.clause &&
			isParticiple(other.lower, other.text) &&
			(words[at + 1] === undefined ||
				words[at + 1]?.clause !== other.clause ||
				mayFollow.test(words[at + 1]?.lower ?? '')),
	);
}
