import { Readable } from 'node:stream';
import { createId } from '../../src/ids.ts';
import type { TestApp } from '../harness/test-app.ts';
import type { SeededItem } from '../harness/seed.ts';
import type { Owner } from './rights.ts';

/** A quiz for the owner's members, and what one of them answered. */
export interface QuizObjects extends Pick<SeededItem, 'id' | 'url'> {
	/** A member's own, handed in, with a free text that nobody has marked. */
	readonly attemptId: string;
	/** The same member's, which still runs; its questions come one by one. */
	readonly runningId: string;
	/** A draft that was made of a file. */
	readonly importedId: string;
}

const questions = `## Darf das Foto ins Internet?
- [ ] immer {Nie ohne Erlaubnis.}
- [x] mit Erlaubnis

## Was zuerst?
1. fragen
2. schreiben

## Was gehört wohin?
- Name -> personenbezogen
- Uhrzeit -> nicht

## Ergänzen Sie
Binnen {72} Stunden, {[x] immer [ ] nie}.

## Stimmt das?
Antwort: falsch

## Wie viele?
Antwort: 72 ± 1
Einheit: Stunden

## Was tun Sie?
Antwort: frei
Musterlösung: Ich frage.
`;

export async function createQuiz({ app, as, network, seed }: TestApp, owner: Owner): Promise<QuizObjects> {
	const [writer, member] = owner === 'alpha' ? [as.author, as.reader] : [as.foreignAdmin, as.foreignReader];
	const quiz = await seed.item({
		owner,
		type: 'quiz',
		title: `Quiz ${owner}`,
		fields: { questions, minutes: 90 },
	});
	const stepwise = await seed.item({
		owner,
		type: 'quiz',
		title: `Quiz ${owner} in Schritten`,
		fields: { questions, feedback: 'each' },
	});
	const begin = async (itemId: string) =>
		String((await member.execute('training.startQuiz', { itemId, language: 'de' }))['id']);
	const attemptId = await begin(quiz.id);
	await member.execute('training.handInQuiz', { attemptId, answers: { 0: '0', 6: 'Ich frage.' } });
	const runningId = await begin(stepwise.id);
	await member.execute('training.checkAnswer', { attemptId: runningId, answers: { 0: '0' } });
	const { id: uploadId } = await app.content.attachments.uploads.receive(
		network.people[owner === 'alpha' ? 'author' : 'foreignAdmin'],
		'fragen.txt',
		Readable.from([Buffer.from('::A:: Stimmt es? {T}\n\nNur ein Text.')]),
	);
	const imported = await writer.execute('training.importQuiz', {
		uploadId,
		organisationId: network[owner],
		language: 'de',
	});
	return { id: quiz.id, url: quiz.url, attemptId, runningId, importedId: String(imported['id']) };
}

export function missingQuiz({ url }: QuizObjects): QuizObjects {
	return {
		id: createId(),
		url: url.replace(/[^/]+$/, 'gibt-es-nicht'),
		attemptId: createId(),
		runningId: createId(),
		importedId: createId(),
	};
}
