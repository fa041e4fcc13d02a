import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineReportSchema, type EngineReport } from './search-measure.ts';

/** What an engine is measured with. */
export interface SearchTask {
	readonly queries: string;
	/** That of the queries first. */
	readonly folders: readonly string[];
	readonly rounds: number;
}

/**
 * `npm run bench -- search <folder> <queries.json> [--beside=<folder>] [--rounds=3] [--json] [--only-verbund] [--served]
 * [--misses]`: search in process beside lunr and MiniSearch; with `--served` the whole hub too, over HTTP and signed in.
 * Texts of `--beside` are in the way of the wanted ones. Every engine is asked all queries in each round, in a process of
 * its own, so that none pays for the memory of those before it.
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
	const valuesOf = (option: string) =>
		args.filter((argument) => argument.startsWith(option)).map((argument) => argument.slice(option.length));
	const task: SearchTask = {
		queries: resolve(file),
		folders: [folder, ...valuesOf('--beside=')].map((one) => resolve(one)),
		rounds: Number(valuesOf('--rounds=')[0] ?? 3),
	};
	const engines = [
		'verbund',
		...(args.includes('--only-verbund') ? [] : ['lunr', 'minisearch']),
		...(args.includes('--served') ? ['served'] : []),
	];
	const reports: EngineReport[] = [];
	for (const engine of engines) reports.push(await measureAlone(engine, task));
	const { documents = 0, queries = 0 } = reports[0] ?? {};
	if (args.includes('--misses')) console.log([...new Set(reports[0]?.misses)].join('\n'));
	if (args.includes('--json')) console.log(JSON.stringify({ documents, queries, reports }));
	else printTable(documents, queries, reports);
}

const usual = ['../shared/data/sections', '../shared/data/search-queries.json'].map((path) =>
	fileURLToPath(new URL(`../../${path}`, import.meta.url)),
);

async function measureAlone(engine: string, task: SearchTask): Promise<EngineReport> {
	const child = fork(fileURLToPath(new URL('./search-engine-process.ts', import.meta.url)), [
		engine,
		JSON.stringify(task),
	]);
	const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${engine} was not measured.`)));
	const [message]: unknown[] = await Promise.race([once(child, 'message'), ended]);
	await ended.catch(() => undefined);
	return engineReportSchema.parse(message);
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
