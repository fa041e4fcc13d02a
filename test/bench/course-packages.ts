import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { hubEnvironment, hubFlags } from '../../src/bootstrap/hub-flags.mjs';
import { manifestOf, scoPage } from '../harness/course-package.ts';
import { root } from './hub-process.ts';
import { report } from './report.ts';

const script = fileURLToPath(new URL('./course-packages-hub.ts', import.meta.url));
const execute = promisify(execFile);
const files = 2000;
const bytesOfEach = 100_000;

const resultSchema = z.object({
	unpacked: z.number(),
	seconds: z.number(),
	megabytesMore: z.number(),
	steps: z.number(),
});

/** `npm run bench -- course-packages [--json]`: what the hub needs to unpack a course package of 200 MB. */
export async function run(args: readonly string[]): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const archive = join(scratch, 'kurs.zip');
		await writePackage(archive);
		const { stdout } = await execute(process.execPath, [...hubFlags, script, root, archive], {
			env: { ...process.env, ...hubEnvironment, VERBUND_DATA: join(scratch, 'hub') },
			maxBuffer: 10_000_000,
		});
		const [last = ''] = stdout.trim().split('\n').slice(-1);
		const { unpacked, seconds, megabytesMore, steps } = resultSchema.parse(JSON.parse(last));
		report(
			'course-packages',
			[
				{ name: 'files unpacked, of 200 MB', value: unpacked, unit: '', target: { atLeast: files } },
				{ name: 'sent, looked at and unpacked', value: seconds, unit: 's' },
				{
					name: 'memory of the hub above what it has at rest',
					value: megabytesMore,
					unit: 'MB',
					target: { atMost: 100 },
				},
				{ name: 'steps of progress that are shown', value: steps, unit: '', target: { atLeast: 20 } },
			],
			args,
		);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** Bytes that cannot be packed, as those of videos and pictures. */
async function writePackage(path: string): Promise<void> {
	const zip = new ZipFile();
	const writing = pipeline(zip.outputStream, createWriteStream(path));
	zip.addBuffer(
		Buffer.from(manifestOf('1.2', [{ id: 'A', title: 'Teil', href: 'a.html' }])),
		'imsmanifest.xml',
	);
	zip.addBuffer(Buffer.from(scoPage('')), 'a.html');
	for (let index = 2; index < files; index += 1)
		zip.addBuffer(randomBytes(bytesOfEach), `media/${index}.mp4`, { compress: false });
	zip.end();
	await writing;
}
