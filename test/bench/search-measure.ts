import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { processorTimeOf } from './processor-time.ts';
import type { CorpusDocument, CorpusQuery } from './search-corpus.ts';
import type { Engine } from './search-engines.ts';

const quantilesSchema = z.object({ p50: z.number(), p99: z.number() });

export const engineReportSchema = z.object({
	engine: z.string(),
	/** How many there were of each. */
	documents: z.number(),
	queries: z.number(),
	buildSeconds: z.number(),
	/** Of the thread that builds; nothing where another process does. */
	buildProcessorSeconds: z.number().optional(),
	memoryMegabytes: z.number(),
	/** Mean reciprocal rank among the first ten: of all queries, and of each kind. */
	mrr: z.record(z.string(), z.number()),
	/** Milliseconds of a query, by the clock and of the answering thread, which hardly minds what else the machine does. */
	wall: quantilesSchema,
	processor: quantilesSchema,
	/** Milliseconds: the slowest but one of twenty. */
	add: z.object({ wall: z.number(), processor: z.number() }).optional(),
	misses: z.array(z.string()),
});

export type EngineReport = z.infer<typeof engineReportSchema>;

/** @param rounds how often all queries are asked */
export async function measure(
	engine: Engine,
	documents: readonly CorpusDocument[],
	queries: readonly CorpusQuery[],
	rounds: number,
): Promise<EngineReport> {
	const memoryBefore = memory();
	const started = performance.now();
	const processorStarted = ownProcessorTime();
	await engine.build(documents);
	const buildProcessorSeconds = (ownProcessorTime() - processorStarted) / 1000;
	const buildSeconds = (performance.now() - started) / 1000;
	const memoryMegabytes = engine.memory?.() ?? memory() - memoryBefore;
	for (const { text } of queries.slice(0, warmUps)) await engine.ask(text);
	const processorTime = engine.processorTime ?? ownProcessorTime;
	const walls: number[] = [];
	const processors: number[] = [];
	const ranks: { kind: string; rank: number }[] = [];
	const misses: string[] = [];
	for (const { kind, text, wanted } of Array.from({ length: rounds }, () => queries).flat()) {
		const processorBefore = processorTime();
		const before = performance.now();
		const found = await engine.ask(text);
		walls.push(performance.now() - before);
		processors.push(processorTime() - processorBefore);
		const place = found.indexOf(wanted);
		ranks.push({ kind, rank: place < 0 ? 0 : 1 / (place + 1) });
		if (place !== 0) misses.push([kind, text, wanted, place, found[0]].join(' | '));
	}
	const add = await measureAdding(engine, documents);
	await engine.close?.();
	return {
		engine: engine.name,
		documents: documents.length,
		queries: queries.length,
		buildSeconds,
		buildProcessorSeconds: engine.processorTime ? undefined : buildProcessorSeconds,
		memoryMegabytes,
		mrr: meanByKind(ranks),
		wall: quantiles(walls),
		processor: quantiles(processors),
		add,
		misses,
	};
}

/** Queries that are not measured, so that every engine's code is compiled. */
const warmUps = 100;

function ownProcessorTime(): number {
	return processorTimeOf(process.pid);
}

function quantiles(times: readonly number[]): z.infer<typeof quantilesSchema> {
	const sorted = times.toSorted((a, b) => a - b);
	return {
		p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
		p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
	};
}

async function measureAdding(
	engine: Engine,
	documents: readonly CorpusDocument[],
): Promise<EngineReport['add']> {
	if (!engine.add) return undefined;
	const walls: number[] = [];
	const processors: number[] = [];
	for (const [number, document] of documents.slice(0, 20).entries()) {
		const processorBefore = ownProcessorTime();
		const before = performance.now();
		await engine.add({ ...document, id: `added-${String(number)}`, title: `${document.title} Nachtrag` });
		walls.push(performance.now() - before);
		processors.push(ownProcessorTime() - processorBefore);
	}
	const slow = (times: readonly number[]) => times.toSorted((a, b) => b - a)[1] ?? 0;
	return { wall: slow(walls), processor: slow(processors) };
}

function meanByKind(ranks: readonly { kind: string; rank: number }[]): Record<string, number> {
	const mean = (some: typeof ranks) => some.reduce((sum, { rank }) => sum + rank, 0) / some.length;
	const kinds = Object.entries(Object.groupBy(ranks, ({ kind }) => kind));
	return { all: mean(ranks), ...Object.fromEntries(kinds.map(([kind, some]) => [kind, mean(some ?? [])])) };
}

/** What the engine keeps on the heap and beside it, after a collection. */
function memory(): number {
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('gc');
	if (typeof collect === 'function') collect();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / 1024 / 1024;
}
