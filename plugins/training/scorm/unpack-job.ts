import {
	createId,
	defineJob,
	isVerbundError,
	openArchive,
	readEntry,
	z,
	type ArchiveEntry,
	type PluginContext,
} from 'verbund';
import { examine } from './examine-package.ts';
import type { Packages } from './packages.ts';

const atOnce = 50;
const mostEntries = 20_000;

/** Unpacks a course package, one file after the other, under names of the hub's own. */
export function createUnpackJob({ files }: PluginContext, packages: Packages) {
	return defineJob({
		input: z.strictObject({ fileId: z.string() }),
		async run(run, { fileId }) {
			// What an attempt before left there.
			await packages.empty(fileId);
			const archive = await openArchive(files.pathOf(fileId), mostEntries);
			try {
				const { entries, bytes } = await examine(archive);
				await files.requireRoom(bytes);
				for (let done = 0; done < entries.length; done += atOnce) {
					run.signal.throwIfAborted();
					const found = await packages.find(fileId);
					if (found?.state !== 'waiting') {
						await packages.empty(fileId);
						return;
					}
					await unpack(entries.slice(done, done + atOnce));
					const unpacked = Math.min(done + atOnce, entries.length);
					run.progress(unpacked, entries.length);
					await packages.setUnpacked(fileId, unpacked);
				}
			} catch (error) {
				if (!isVerbundError(error) || error.code === 'files.noRoom') throw error;
				await packages.empty(fileId);
				await packages.setState(fileId, 'failed', error.code);
				run.giveUp(error.code);
			} finally {
				archive.close();
			}
			await run.complete(() => packages.setState(fileId, 'ready'));

			async function unpack(some: readonly (ArchiveEntry & { readonly name: string })[]): Promise<void> {
				const noted = some.map((entry) => ({ entry, storedId: createId() }));
				await packages.addFiles(
					fileId,
					noted.map(({ entry: { name, size }, storedId }) => ({ path: name, storedId, size })),
				);
				for (const { entry, storedId } of noted)
					await files.write(storedId, readEntry(archive, entry), entry.size);
			}
		},
	});
}
