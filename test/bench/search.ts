import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readCorpus, readQueries, type CorpusDocument, type CorpusQuery } from './search-corpus.ts';
import { lunrEngine, miniSearchEngine, verbundEngine, type Engine } from './search-engines.ts';

/** `npm run bench -- search <folder> <queries.json> [--json] [--only-verbund] [--misses]` */
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
	const engines = args.includes('--only-verbund')
		? [verbundEngine]
		: [verbundEngine, lunrEngine, miniSearchEngine];
	const reports: EngineReport[] = [];
	for (const create of engines) reports.push(await measure(create(), documents, queries));
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
	readonly memoryMegabytes: number;
	/** Mean reciprocal rank among the first ten: of all queries, and of each kind. */
	readonly mrr: Readonly<Record<string, number>>;
	readonly p50: number;
	readonly p99: number;
	readonly addMilliseconds: number | undefined;
	readonly misses: readonly string[];
}

async function measure(
	engine: Engine,
	documents: readonly CorpusDocument[],
	queries: readonly CorpusQuery[],
): Promise<EngineReport> {
	const memoryBefore = memory();
	const started = performance.now();
	await engine.build(documents);
	const buildSeconds = (performance.now() - started) / 1000;
	const memoryMegabytes = memory() - memoryBefore;
	for (const { text } of queries.slice(0, warmUps)) await engine.ask(text);
	const times: number[] = [];
	const ranks: { kind: string; rank: number }[] = [];
	const misses: string[] = [];
	for (const { kind, text, wanted } of queries) {
		const before = performance.now();
		const found = await engine.ask(text);
		times.push(performance.now() - before);
		const place = found.indexOf(wanted);
		ranks.push({ kind, rank: place < 0 ? 0 : 1 / (place + 1) });
		if (place !== 0) misses.push([kind, text, wanted, place, found[0]].join(' | '));
	}
	const addMilliseconds = await measureAdding(engine, documents);
	await engine.close?.();
	times.sort((a, b) => a - b);
	return {
		engine: engine.name,
		buildSeconds,
		memoryMegabytes,
		mrr: meanByKind(ranks),
		p50: times[Math.floor(times.length / 2)] ?? 0,
		p99: times[Math.floor(times.length * 0.99)] ?? 0,
		addMilliseconds,
		misses,
	};
}

/** Queries that are not measured, so that every engine's code is compiled. */
const warmUps = 20;

/** The slowest but one of twenty. */
async function measureAdding(
	engine: Engine,
	documents: readonly CorpusDocument[],
): Promise<number | undefined> {
	if (!engine.add) return undefined;
	const times: number[] = [];
	for (const [number, document] of documents.slice(0, 20).entries()) {
		const before = performance.now();
		await engine.add({ ...document, id: `added-${String(number)}`, title: `${document.title} Nachtrag` });
		times.push(performance.now() - before);
	}
	return times.sort((a, b) => b - a)[1];
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
					'memory MB': report.memoryMegabytes.toFixed(0),
					...Object.fromEntries(Object.entries(report.mrr).map(([kind, value]) => [kind, value.toFixed(3)])),
					'p50 ms': report.p50.toFixed(1),
					'p99 ms': report.p99.toFixed(1),
					'add ms': report.addMilliseconds?.toFixed(1) ?? '',
				},
			]),
		),
	);
}
