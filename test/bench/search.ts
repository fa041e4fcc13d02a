import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { processorTimeOf } from './processor-time.ts';
import { readCorpus, readQueries, type CorpusDocument, type CorpusQuery } from './search-corpus.ts';
import { lunrEngine, miniSearchEngine, verbundEngine, type Engine } from './search-engines.ts';
import { servedEngine } from './served-engine.ts';

/**
 * `npm run bench -- search <folder> <queries.json> [--json] [--only-verbund] [--served] [--misses]`: search in process
 * beside lunr and MiniSearch; with `--served` the whole hub too, over HTTP and signed in.
 */
export async function run(args: readonly string[]): Promise<void> {
	const given = args.filter((argument) => !argument.startsWith('--'));
	const [folder, file] = given.length === 0 ? usual : given;
	if (folder === undefined || file === undefined) {
		throw new Error('Usage: search <folder of Markdown files> <queries.json> [--json]');
	}
	if (given.length === 0 && !existsSync(folder)) {
		console.log('search: name a folder of Markdown files and a file of queries.');
		return;
	}
	const documents = readCorpus(folder);
	const queries = readQueries(file);
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	const engines = [
		verbundEngine,
		...(args.includes('--only-verbund') ? [] : [lunrEngine, miniSearchEngine]),
		...(args.includes('--served') ? [() => servedEngine(resolve(folder), scratch)] : []),
	];
	const reports: EngineReport[] = [];
	try {
		for (const create of engines) reports.push(await measure(create(), documents, queries));
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
	if (args.includes('--misses')) console.log(reports[0]?.misses.join('\n'));
	if (args.includes('--json'))
		console.log(JSON.stringify({ documents: documents.length, queries: queries.length, reports }));
	else printTable(documents.length, queries.length, reports);
}

const usual = ['../shared/data/sections', '../shared/data/search-queries.json'].map((path) =>
	fileURLToPath(new URL(`../../${path}`, import.meta.url)),
);

interface EngineReport {
	readonly engine: string;
	readonly buildSeconds: number;
	/** Of the thread that builds; nothing where another process does. */
	readonly buildProcessorSeconds: number | undefined;
	readonly memoryMegabytes: number;
	/** Mean reciprocal rank among the first ten: of all queries, and of each kind. */
	readonly mrr: Readonly<Record<string, number>>;
	/** Of a query, by the clock and of the answering thread, which hardly minds what else the machine does. */
	readonly wall: Quantiles;
	readonly processor: Quantiles;
	readonly add: Adding | undefined;
	readonly misses: readonly string[];
}

interface Quantiles {
	readonly p50: number;
	readonly p99: number;
}

async function measure(
	engine: Engine,
	documents: readonly CorpusDocument[],
	queries: readonly CorpusQuery[],
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
	for (const { kind, text, wanted } of queries) {
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

function quantiles(times: readonly number[]): Quantiles {
	const sorted = times.toSorted((a, b) => a - b);
	return {
		p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
		p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
	};
}

interface Adding {
	readonly wall: number;
	readonly processor: number;
}

/** The slowest but one of twenty. */
async function measureAdding(
	engine: Engine,
	documents: readonly CorpusDocument[],
): Promise<Adding | undefined> {
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

function printTable(documents: number, queries: number, reports: readonly EngineReport[]): void {
	console.log(`${String(documents)} documents, ${String(queries)} queries`);
	console.table(
		Object.fromEntries(
			reports.map((report) => [
				report.engine,
				{
					'build s': report.buildSeconds.toFixed(1),
					'build CPU': report.buildProcessorSeconds?.toFixed(1) ?? '',
					'memory MB': report.memoryMegabytes.toFixed(0),
					...Object.fromEntries(Object.entries(report.mrr).map(([kind, value]) => [kind, value.toFixed(3)])),
					'p50 ms': report.wall.p50.toFixed(1),
					'p99 ms': report.wall.p99.toFixed(1),
					'CPU p50': report.processor.p50.toFixed(1),
					'CPU p99': report.processor.p99.toFixed(1),
					'add ms': report.add?.wall.toFixed(1) ?? '',
					'add CPU': report.add?.processor.toFixed(1) ?? '',
				},
			]),
		),
	);
}
