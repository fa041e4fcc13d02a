import { quote, type Sentence, type Word } from '../sentences.ts';
import type { CheckedLanguage, Match } from './rule.ts';

/** Words that begin a further clause behind a comma. */
const afterComma = new Set(
	`dass weil obwohl damit sodass nachdem bevor ehe während sobald solange falls sofern indem wobei wodurch wofür
	womit worauf worüber welche welcher welches deren dessen denn aber sondern doch wenn als ob wer was wie wo warum
	und oder`.split(/\s+/),
);
const relatives = new Set(['der', 'die', 'das', 'den', 'dem', 'denen']);
const subjects = new Set(['ich', 'du', 'er', 'sie', 'es', 'wir', 'ihr', 'man', 'das', 'dann']);
const atBeginning = new Set(
	'wenn weil obwohl nachdem bevor während sobald solange falls sofern damit da indem'.split(' '),
);

/** Without one of its own, what stands behind a comma is an enumeration. */
const shortestClause = 3;
const mostClauses = { 'de-simple': 0, de: 3 } as const satisfies Record<CheckedLanguage, number>;

export function findSeveralStatements(sentence: Sentence, language: CheckedLanguage): Match[] {
	const { start, end, words } = sentence;
	const further = words.filter((word, index) => beginsStatement(words, word, index));
	return further.length > mostClauses[language]
		? [{ start, end, values: { count: further.length + 1, words: quote(sentence) } }]
		: [];
}

/** „… , der Zug und das Taxi stehen bereit“: further things, each with its article. */
function isEnumeration([, thing, and, article, other]: readonly Word[]): boolean {
	return (
		/^\p{Lu}/u.test(thing?.text ?? '') &&
		/^(?:und|oder)$/.test(and?.lower ?? '') &&
		/^(?:der|die|das|den|dem|eine?[mnr]?|Ihre?[mnr]?)$/.test(article?.text ?? '') &&
		/^\p{Lu}/u.test(other?.text ?? '')
	);
}

function beginsStatement(words: readonly Word[], word: Word, index: number): boolean {
	const before = words[index - 1];
	const next = words[index + 1];
	const clause = words.filter((other) => other.clause === word.clause);
	if (!before) {
		const isPlace = /^(?:der|dem|diesem|den)$/.test(next?.lower ?? '') && word.lower === 'während';
		return atBeginning.has(word.lower) && !isPlace && words.some((other) => other.clause > word.clause);
	}
	if (before.clause !== word.clause) {
		if (clause.length < shortestClause) return false;
		if (/^(?:und|oder|aber|sondern)$/.test(word.lower))
			return clause.slice(1, 3).some((other) => subjects.has(other.lower));
		if (relatives.has(word.lower))
			return clause.length > 3 && !/^\p{Lu}/u.test(clause.at(-1)?.text ?? '') && !isEnumeration(clause);
		return afterComma.has(word.lower) || subjects.has(word.lower);
	}
	// „Füllen Sie den Antrag aus und schicken Sie ihn ab“: two requests.
	if (/^(?:und|oder)$/.test(word.lower) && /^\p{Ll}+e?n$/u.test(next?.text ?? '')) {
		const isRequest = words[index + 2]?.text === 'Sie' && words[index + 2]?.clause === word.clause;
		return isRequest && clause.slice(0, clause.indexOf(word)).some(({ text }) => text === 'Sie');
	}
	// „Sie kommen und wir helfen“: a second subject right behind the conjunction, and more than it.
	return (
		/^(?:und|oder|denn)$/.test(word.lower) &&
		next?.clause === word.clause &&
		/^(?:ich|du|er|es|wir|man|dann|Sie|sie)$/.test(next.text) &&
		clause.indexOf(word) >= 3 &&
		clause.length - clause.indexOf(word) > 3
	);
}
