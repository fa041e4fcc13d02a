import { processorTimeOf } from './processor-time.ts';

const rounds = 300;

/** Milliseconds that the processor worked for it, whatever else the machine does. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
	const before = processorTimeOf(process.pid);
	await work();
	return processorTimeOf(process.pid) - before;
}

export async function times(work: (round: number) => Promise<unknown>): Promise<readonly number[]> {
	const all: number[] = [];
	for (let round = 0; round < rounds; round += 1) all.push(await timed(() => work(round)));
	return all;
}

export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
