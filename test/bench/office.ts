import {
	existsSync,
	globSync,
	mkdtempSync,
	openSync,
	readFileSync,
	readSync,
	closeSync,
	rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { recognise } from '../../src/content/files/recognise.ts';
import type { ExtractRequest } from '../../src/content/files/text/extract-process.ts';
import type { ExtractedText } from '../../src/content/files/text/extract-text.ts';
import { createIsolatedProcess, IsolationFailure } from '../../src/isolation/isolated-process.ts';
import { root } from './hub-process.ts';
import { makeOfficeFiles } from './office-files.ts';
import { report, type Figure } from './report.ts';

const usualTexts = '../shared/data/laws';

/**
 * `npm run bench -- office [--texts=<folder of Markdown>] [--files=1000] [--json]`: text of files that LibreOffice made
 * of real texts in every format, every tenth broken. Needs `soffice` (Debian: libreoffice-writer-nogui and the like).
 */
export async function run(args: readonly string[]): Promise<void> {
	const valueOf = (name: string) =>
		args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
	if (!existsSync('/usr/bin/soffice')) {
		console.info(
			'office: there is no /usr/bin/soffice (apt install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui)',
		);
		return;
	}
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const files = await makeOfficeFiles(
			readTexts(valueOf('texts') ?? usualTexts),
			scratch,
			Number(valueOf('files') ?? 1000),
		);
		report('office', await extractAll(files), args);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** Pieces of some pages; the handbook where there is no such folder. */
function readTexts(folder: string): readonly string[] {
	const given = resolve(root, folder);
	const place = existsSync(given) ? given : join(root, 'content/handbook');
	return globSync('**/*.md', { cwd: place }).flatMap((file) => {
		const text = readFileSync(join(place, file), 'utf8');
		return Array.from({ length: Math.ceil(text.length / 20_000) }, (_, index) =>
			text.slice(index * 20_000, (index + 1) * 20_000),
		);
	});
}

async function extractAll(files: Awaited<ReturnType<typeof makeOfficeFiles>>): Promise<readonly Figure[]> {
	// As `createTextExtractor` does it, which says nothing of what its process went through.
	const apart = createIsolatedProcess<ExtractRequest, ExtractedText>(
		new URL('../../src/content/files/text/extract-process.ts', import.meta.url),
		{ timeoutMs: 30_000, memoryMb: 512, idleMs: 20_000 },
	);
	const outcomes = new Map<string, number>();
	const before = process.memoryUsage().rss;
	const started = performance.now();
	const count = (kind: string, outcome: string) =>
		outcomes.set(`${kind}: ${outcome}`, (outcomes.get(`${kind}: ${outcome}`) ?? 0) + 1);
	let crashes = 0;
	for (const { path, kind } of files) {
		try {
			const { state } = await apart.ask({ path, mediaType: await recognise(headOf(path)) });
			count(kind, state);
		} catch (error) {
			const isCrash = error instanceof IsolationFailure;
			crashes += isCrash ? 1 : 0;
			count(kind, isCrash ? `crash (${error.reason})` : 'unreadable');
		}
	}
	const seconds = (performance.now() - started) / 1000;
	await apart.close();
	return [
		{ name: 'files', value: files.length, unit: '' },
		{ name: 'crashes of the process that reads', value: crashes, unit: '', target: { atMost: 0 } },
		{ name: 'files per second', value: files.length / seconds, unit: '' },
		{ name: 'memory of the hub grown by', value: (process.memoryUsage().rss - before) / 1e6, unit: 'MB' },
		...[...outcomes].sort().map(([name, value]) => ({ name, value, unit: '' })),
	];
}

function headOf(path: string): Buffer {
	const file = openSync(path, 'r');
	try {
		const head = Buffer.alloc(4100);
		return head.subarray(0, readSync(file, head));
	} finally {
		closeSync(file);
	}
}
