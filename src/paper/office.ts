import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { VerbundError } from '../errors.ts';

/** LibreOffice, where the server has it: it keeps the looks of a Word file. */
export interface Office {
	/** @throws VerbundError `paper.officeFailed` for what it cannot do within its time */
	toPdf(word: Uint8Array): Promise<Uint8Array>;
}

interface OfficeOptions {
	readonly timeoutMs?: number;
}

/** Null where it is not installed. */
export async function findOffice(
	path: string,
	{ timeoutMs = 60_000 }: OfficeOptions = {},
): Promise<Office | null> {
	const program = await findProgram(path);
	if (program === null) return null;
	let last: Promise<unknown> = Promise.resolve();
	return {
		toPdf(word) {
			const made = last.then(() => convert(program, path, word, timeoutMs));
			last = made.catch(() => undefined);
			return made;
		},
	};
}

async function findProgram(path: string): Promise<string | null> {
	for (const folder of path.split(delimiter).filter((one) => one.startsWith('/'))) {
		for (const name of ['soffice', 'libreoffice']) {
			const program = join(folder, name);
			const runs = await access(program, constants.X_OK).then(
				() => true,
				() => false,
			);
			if (runs) return program;
		}
	}
	return null;
}

/**
 * One file after the other, each with a profile of its own that is gone afterwards: what one file does to it, the next
 * one does not find. It gets no environment of the hub's, and is ended with all that it started.
 */
async function convert(
	program: string,
	path: string,
	word: Uint8Array,
	timeoutMs: number,
): Promise<Uint8Array> {
	const folder = await mkdtemp(join(tmpdir(), 'verbund-office-'));
	try {
		const source = join(folder, 'paper.docx');
		await writeFile(source, word);
		await run(program, argumentsFor(folder, source), { PATH: path, HOME: folder, TMPDIR: folder }, timeoutMs);
		return await readFile(join(folder, 'paper.pdf'));
	} catch (cause) {
		throw new VerbundError('paper.officeFailed', { cause });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function argumentsFor(folder: string, source: string): readonly string[] {
	return [
		'--headless',
		'--norestore',
		'--nolockcheck',
		'--nodefault',
		`-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
		'--convert-to',
		`pdf:writer_pdf_Export:${JSON.stringify({ UseTaggedPDF: { type: 'boolean', value: 'true' } })}`,
		'--outdir',
		folder,
		source,
	];
}

function run(
	program: string,
	parameters: readonly string[],
	env: Readonly<Record<string, string>>,
	timeoutMs: number,
): Promise<void> {
	return new Promise((resolve, reject) => {
		// A group of its own, because the program starts others that would outlive it.
		const child = spawn(program, parameters, { env, stdio: 'ignore', detached: true });
		const end = () => {
			try {
				if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
			} catch {
				// It has ended by itself.
			}
		};
		const timer = setTimeout(end, timeoutMs);
		child.on('error', reject);
		child.on('exit', (code) => {
			clearTimeout(timer);
			end();
			if (code === 0) resolve();
			else reject(new Error(`It ended with ${code ?? 'a signal'}.`));
		});
	});
}
