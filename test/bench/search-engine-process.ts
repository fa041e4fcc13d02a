import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readCorpus, readQueries } from './search-corpus.ts';
import { lunrEngine, miniSearchEngine, verbundEngine, type Engine } from './search-engines.ts';
import { measure } from './search-measure.ts';
import { servedEngine } from './served-engine.ts';

// Measures one engine and sends the report: `search-engine-process.ts <engine> <task>`.
const [name = '', task = '{}'] = process.argv.slice(2);
const { queries, folders, rounds } = z
	.object({ queries: z.string(), folders: z.tuple([z.string()], z.string()), rounds: z.number() })
	.parse(JSON.parse(task));
const [folder, ...beside] = folders;
const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));

const engines: Readonly<Record<string, () => Engine>> = {
	verbund: verbundEngine,
	lunr: lunrEngine,
	minisearch: miniSearchEngine,
	served: () => servedEngine(folders, scratch),
};

try {
	const create = engines[name];
	if (!create) throw new Error(`There is no engine “${name}”.`);
	process.send?.(await measure(create(), readCorpus(folder, beside), readQueries(queries), rounds));
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
process.disconnect();
