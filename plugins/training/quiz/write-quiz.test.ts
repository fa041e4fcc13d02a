import { expect, test } from 'vitest';
import { readQuiz } from './read-quiz.ts';
import { writeQuiz } from './write-quiz.ts';

const everyKind = `## Eine?

Text mit **fett**.

- [ ] nein {weil \\{so\\} {{organisation.name}}}
- [ ] vielleicht \\{so\\}
- [x] ja

Punkte: 2,5
Rückmeldung: Gut.
  Sehr gut.
Bei richtig: R
Bei falsch: F

## Mehrere?

- [x] a
- [ ] b

Reihenfolge: fest
Auswahl: mehrere
Wertung: ganz

## Stimmt?

Antwort: falsch

# Thema

Ziehen: 3

## Ordnen

1. a
2. b

## Paare

- a -> b
- c -> d
- -> e

## Lücken

Ein {Wort | Ort} und {72 ± 2} und {[x] a [ ] b}.

Wertung: ganz

## Wort

Antwort: "ja" | doch

Schreibweise: genau

## Zahl

Antwort: 1,5 ± 0
Einheit: kg

## Frei

Antwort: frei
Musterlösung: So.
`;

test('what was read is written as it can be read again', () => {
	const first = readQuiz(everyKind);
	const second = readQuiz(writeQuiz(first.quiz));

	expect(first.faults).toEqual([]);
	expect(second.faults).toEqual([]);
	expect(second.quiz).toEqual(first.quiz);
});

test('a text that looks like answers or another question stays text', () => {
	const [group] = readQuiz('## A\n- [x] a\n- [ ] b').quiz.groups;
	const [question] = group?.questions ?? [];
	if (!group || !question) throw new Error('There is a question.');
	const hostile =
		'## kein Titel\n- [x] kein Kästchen\n1. kein Schritt\nAntwort: keine\nPunkte: 7\nFrage: keine\n- a -> b\n```\n[x] auch nicht';

	const { quiz, faults } = readQuiz(
		writeQuiz({ groups: [{ ...group, questions: [{ ...question, text: hostile }] }] }),
	);

	expect(faults).toEqual([]);
	expect(quiz.groups).toHaveLength(1);
	expect(quiz.groups[0]?.questions).toHaveLength(1);
	expect(quiz.groups[0]?.questions[0]).toMatchObject({
		kind: 'choice',
		points: 1,
		choices: [{ text: 'a' }, { text: 'b' }],
	});
});
