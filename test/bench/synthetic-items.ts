import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const first = [
	'Aufnahme',
	'Antrag',
	'Teilhabe',
	'Wohn',
	'Pflege',
	'Dienst',
	'Hilfe',
	'Bewilligung',
	'Schul',
	'Kosten',
	'Förder',
	'Notfall',
];
const second = [
	'gespräch',
	'verfahren',
	'plan',
	'geld',
	'stelle',
	'übergabe',
	'begleitung',
	'zusage',
	'nachweis',
	'prüfung',
	'konferenz',
	'frist',
];
const verbs = [
	'prüfen',
	'vorbereiten',
	'weiterleiten',
	'beantragen',
	'dokumentieren',
	'ablegen',
	'bestätigen',
	'abstimmen',
];
const fillers = [
	'die Leitung',
	'der Träger',
	'das Team',
	'innerhalb von zwei Wochen',
	'schriftlich',
	'vor dem Gespräch',
	'mit den Angehörigen',
	'gemäß der Vereinbarung',
	'zuständig ist',
	'und',
	'oder',
	'danach',
	'für jede Person',
];

/** Writes `count` procedures that look German and are the same at every run, 50 to a folder. */
export function writeSyntheticItems(folder: string, count: number): void {
	const random = createRandom(20_261_122);
	const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
	const noun = () =>
		pick(first) + (random() < 0.4 ? pick(second).replace(/$/, 's') + pick(second) : pick(second));
	const sentence = () => {
		const words = Array.from({ length: 8 + Math.floor(random() * 10) }, () =>
			random() < 0.35 ? noun() : pick(fillers),
		);
		return `${words.join(' ')}.`;
	};
	for (let number = 0; number < count; number += 1) {
		const collection = join(folder, `bereich-${String(Math.floor(number / 50)).padStart(3, '0')}`);
		mkdirSync(collection, { recursive: true });
		const sections = Array.from({ length: 2 + Math.floor(random() * 3) }, () => {
			const paragraphs = Array.from({ length: 2 }, () => Array.from({ length: 4 }, sentence).join(' '));
			return `## ${noun()} ${pick(verbs)}\n\n${paragraphs.join('\n\n')}\n\n1. ${sentence()}\n2. ${sentence()}\n`;
		});
		writeFileSync(
			join(collection, `ablauf-${String(number).padStart(5, '0')}.md`),
			`---\ntitle: "${noun()} ${pick(verbs)}"\n---\n\n${sections.join('\n')}`,
		);
	}
}

/** Mulberry32: small, seeded, good enough for text. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
