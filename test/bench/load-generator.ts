import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

// A process of its own, so that the load does not share a thread with what is measured.
const { urls, headers, connections, seconds } = z
	.object({
		urls: z.array(z.url()),
		headers: z.record(z.string(), z.string()),
		connections: z.number(),
		seconds: z.number(),
	})
	.parse(JSON.parse(await text(process.stdin)));
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const times: number[] = [];
let bytes = 0;
let turn = 0;

await load(1);
times.length = 0;
const started = performance.now();
await load(seconds);
const elapsed = (performance.now() - started) / 1000;
agent.destroy();
times.sort((a, b) => a - b);
const percentile = (share: number) =>
	times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
console.info(
	JSON.stringify({ perSecond: times.length / elapsed, p50: percentile(0.5), p99: percentile(0.99), bytes }),
);

async function load(duration: number): Promise<void> {
	const end = performance.now() + duration * 1000;
	await Promise.all(Array.from({ length: connections }, () => worker(end)));
}

async function worker(end: number): Promise<void> {
	while (performance.now() < end) {
		const before = performance.now();
		bytes = await request();
		times.push(performance.now() - before);
	}
}

/** Asks for the addresses in turn. */
function request(): Promise<number> {
	const url = urls[turn % urls.length] ?? '';
	turn += 1;
	return new Promise((resolve, reject) => {
		get(url, { agent, headers }, (response) => {
			if (response.statusCode !== 200) reject(new Error(`${url} answers ${response.statusCode ?? 0}`));
			let size = 0;
			response.on('data', (chunk: Buffer) => (size += chunk.length));
			response.on('end', () => resolve(size));
		}).on('error', reject);
	});
}
