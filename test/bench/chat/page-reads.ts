import { setTimeout as pause } from 'node:timers/promises';
import { quantiles } from './deliveries.ts';
import type { Population } from './population.ts';
import type { ChatServer } from './servers.ts';

/** Reads a page at a steady pace until it is told to end. @returns the milliseconds of each */
export function readPages({ url }: ChatServer, { cookies }: Population, perSecond = 10) {
	const times: number[] = [];
	let isOver = false;
	const reading = (async () => {
		const asked: Promise<void>[] = [];
		for (let count = 0; !isOver; count += 1) {
			const headers = { cookie: cookies[count % cookies.length] ?? '' };
			const started = performance.now();
			asked.push(
				fetch(`${url}/procedures`, { headers }).then(async (answer) => {
					await answer.text();
					if (answer.status === 200) times.push(performance.now() - started);
					else throw new Error(`The page answers ${answer.status}.`);
				}),
			);
			await pause(1000 / perSecond);
		}
		await Promise.all(asked);
	})();
	return {
		async end() {
			isOver = true;
			await reading;
			return quantiles(times);
		},
	};
}
