import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseContentFile } from '../../content/transfer/markdown-file.ts';
import { checkRoundTrip } from '../../document/round-trip.ts';
import { required, type CliCommand } from '../command-line.ts';
import { createProgressBar } from '../progress-bar.ts';

/** Whether the editor gives every Markdown file of a folder back as it was. Reads only. */
export const roundtripCommand: CliCommand = {
	name: 'roundtrip',
	usage: ['roundtrip <folder>'],
	explained: ['folder'],
	async run(line) {
		const { t } = line;
		const folder = resolve(required(line.parse({}).positionals[0], '<folder>', t));
		const paths = (await readdir(folder, { recursive: true, withFileTypes: true }))
			.filter((entry) => entry.isFile() && /\.md$/i.test(entry.name))
			.map(({ parentPath, name }) => join(parentPath, name))
			.sort();
		const show = createProgressBar(t('cli.roundtrip.progress'));
		const changed: string[] = [];
		let raw = 0;
		let blocks = 0;
		for (const [index, path] of paths.entries()) {
			const name = relative(folder, path);
			try {
				const trip = checkRoundTrip(parseContentFile(await readFile(path, 'utf8'), name).body);
				raw += trip.rawBlocks;
				blocks += trip.blocks;
				if (!trip.isKept || !trip.isSame) changed.push([name, ...(trip.difference ?? [])].join('\n    '));
			} catch (error) {
				changed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
			}
			show(index + 1, paths.length);
		}
		for (const text of changed) console.error(text);
		console.info(t('cli.roundtrip.done', { files: paths.length, changed: changed.length, raw, blocks }));
		return changed.length === 0 ? 0 : 1;
	},
};
