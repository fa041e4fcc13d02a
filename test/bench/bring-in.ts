import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { hubEnvironment, hubFlags } from '../../src/bootstrap/hub-flags.mjs';
import { paragraph, picture, table, wordFile } from '../harness/word-file.ts';
import { root } from './hub-process.ts';
import { report } from './report.ts';

const script = fileURLToPath(new URL('./bring-in-hub.ts', import.meta.url));
const execute = promisify(execFile);
const resultSchema = z.object({
	created: z.number(),
	failed: z.number(),
	megabytes: z.number(),
	cpuSeconds: z.number(),
});

/** `npm run bench -- bring-in [--json]`: what the hub needs to read and take over large archives. Linux only. */
export async function run(args: readonly string[]): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const word = await bringIn(scratch, 'word', 1000, async (index) => [
			`Ordner ${index % 20}/Datei ${index}.docx`,
			await document(index),
		]);
		const markdown = await bringIn(scratch, 'markdown', 5000, async (index) => [
			`Ordner ${index % 50}/datei-${index}.md`,
			Buffer.from(text(index)),
		]);
		report(
			'bring-in',
			[word, markdown].flatMap(({ name, wanted, created, megabytes, cpuSeconds }) => [
				{ name: `${name}: texts taken over`, value: created, unit: '', target: { atLeast: wanted } },
				{
					name: `${name}: memory at its highest, with the process that converts`,
					value: megabytes,
					unit: 'MB',
					target: { atMost: 500 },
				},
				{ name: `${name}: processor time of the hub`, value: cpuSeconds, unit: 's' },
			]),
			args,
		);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

async function bringIn(
	scratch: string,
	name: string,
	wanted: number,
	make: (index: number) => Promise<readonly [string, Buffer]>,
) {
	const archive = join(scratch, `${name}.zip`);
	const zip = new ZipFile();
	const writing = pipeline(zip.outputStream, createWriteStream(archive));
	for (let index = 0; index < wanted; index += 1) {
		const [path, bytes] = await make(index);
		zip.addBuffer(bytes, path);
	}
	zip.end();
	await writing;
	const { stdout } = await execute(process.execPath, [...hubFlags, script, root, archive], {
		env: { ...process.env, ...hubEnvironment, VERBUND_DATA: join(scratch, `hub-${name}`) },
		maxBuffer: 10_000_000,
	});
	const [last = ''] = stdout.trim().split('\n').slice(-1);
	return { name, wanted, ...resultSchema.parse(JSON.parse(last)) };
}

/** As long as a short guideline: forty paragraphs, a table, a picture. */
function document(index: number): Promise<Buffer> {
	const body = Array.from({ length: 40 }, (_, at) =>
		at % 8 === 0 ? paragraph(`Abschnitt ${at}`, { style: 'berschrift1' }) : paragraph(sentence(index, at)),
	);
	return wordFile(
		[
			paragraph(`Leitfaden ${index}`, { style: 'Titel' }),
			...body,
			table([
				['Stelle', 'Telefon'],
				['Sozialamt', String(index)],
			]),
			paragraph(picture('Plan')),
		].join(''),
	);
}

function text(index: number): string {
	const sentences = Array.from({ length: 30 }, (_, at) => sentence(index, at));
	return `# Text ${index}\n\n${sentences.join('\n\n')}\n\n[weiter](datei-${index + 50}.md)\n`;
}

function sentence(index: number, at: number): string {
	return `Der Antrag ${index * 31 + at} wird schriftlich gestellt und vom Sozialamt in ${at + 2} Tagen geprüft. `.repeat(
		3,
	);
}
