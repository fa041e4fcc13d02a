import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startHub, waitFor } from './hub-process.ts';
import { fillQuiz, readResults, type QuizPopulation } from './quizzes-fill.ts';
import { report } from './report.ts';

const people = 500;
const seconds = 60;
const startSchema = z.object({ id: z.string() });

/**
 * `npm run bench -- quizzes [--seconds=60] [--json]`: five hundred people hand in a quiz within a minute, each with a
 * double click, after saving while they wrote. Then everybody at the same moment.
 */
export async function run(args: readonly string[]): Promise<void> {
	const length = Number(args.find((argument) => argument.startsWith('--seconds='))?.slice(10) ?? seconds);
	const dataFolder = mkdtempSync(join(tmpdir(), 'verbund-quizzes-'));
	try {
		const population = await fillQuiz(dataFolder, people);
		const hub = await startHub(dataFolder);
		try {
			await waitFor(`${hub.url}/api/ready`);
			const spread = await round(hub.url, population, length * 1000);
			const together = await round(hub.url, population, 0);
			await hub.stop();
			const stored = await readResults(dataFolder);
			report(
				'quizzes',
				[
					{ name: 'people who hand in', value: people, unit: '' },
					{ name: 'within', value: length, unit: 's' },
					{ name: 'handed in, p99', value: spread.handIn.p99, unit: 'ms', target: { atMost: 500 } },
					{ name: 'handed in, slowest', value: spread.handIn.slowest, unit: 'ms' },
					{ name: 'saved while writing, p99', value: spread.save.p99, unit: 'ms' },
					{ name: 'begun, p99', value: spread.start.p99, unit: 'ms' },
					{ name: 'everybody in the same moment, p99', value: together.handIn.p99, unit: 'ms' },
					{
						name: 'attempts with a result',
						value: stored.marked,
						unit: '',
						target: { atLeast: people * 2 },
					},
					{
						name: 'answers lost',
						value: people * 2 * questions - stored.answers,
						unit: '',
						target: { atMost: 0 },
					},
					{ name: 'results that are not as answered', value: stored.wrong, unit: '', target: { atMost: 0 } },
					{
						name: 'effects of a double click too many',
						value: stored.attempts - people * 2,
						unit: '',
						target: { atMost: 0 },
					},
				],
				args,
			);
		} finally {
			await hub.stop();
		}
	} finally {
		rmSync(dataFolder, { recursive: true, force: true });
	}
}

const questions = 20;

interface Times {
	readonly p99: number;
	readonly slowest: number;
}

/** Each person begins, saves half of the answers, and hands in with two clicks, at a moment of their own. */
async function round(url: string, { cookies, itemId }: QuizPopulation, spreadMs: number) {
	const times: Record<'start' | 'save' | 'handIn', number[]> = { start: [], save: [], handIn: [] };
	const send = async (
		kind: keyof typeof times,
		cookie: string,
		input: object,
		key: string,
	): Promise<unknown> => {
		const commands = { start: 'startQuiz', save: 'saveAnswers', handIn: 'handInQuiz' };
		const before = performance.now();
		const response = await fetch(`${url}/api/commands/training.${commands[kind]}`, {
			method: 'POST',
			headers: {
				cookie,
				'content-type': 'application/json',
				'sec-fetch-site': 'same-origin',
				'idempotency-key': key,
			},
			body: JSON.stringify(input),
		});
		const answer: unknown = await response.json();
		times[kind].push(performance.now() - before);
		if (!response.ok) throw new Error(`${kind} answers ${response.status}: ${JSON.stringify(answer)}`);
		return answer;
	};
	const answers = (from: number, to: number) =>
		Object.fromEntries(Array.from({ length: to - from }, (_, index) => [from + index, 'false']));
	const attempts: { readonly cookie: string; readonly id: string }[] = [];
	for (const [index, cookie] of cookies.entries()) {
		const { id } = startSchema.parse(
			await send('start', cookie, { itemId, language: 'de' }, `start-${spreadMs}-${index}`),
		);
		attempts.push({ cookie, id });
	}
	await Promise.all(
		attempts.map(async ({ cookie, id: attemptId }, index) => {
			await pause((spreadMs * index) / attempts.length);
			if (spreadMs > 0) {
				await send('save', cookie, { attemptId, answers: answers(0, questions / 2) }, `save-${attemptId}`);
			}
			const input = { attemptId, answers: answers(spreadMs > 0 ? questions / 2 : 0, questions) };
			await Promise.all([
				send('handIn', cookie, input, `hand-in-${attemptId}`),
				send('handIn', cookie, input, `hand-in-${attemptId}`),
			]);
		}),
	);
	return { start: toTimes(times.start), save: toTimes(times.save), handIn: toTimes(times.handIn) };
}

function toTimes(measured: readonly number[]): Times {
	const sorted = measured.toSorted((a, b) => a - b);
	return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, slowest: sorted.at(-1) ?? 0 };
}
