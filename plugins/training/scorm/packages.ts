import { z, type PluginContext } from 'verbund';
import type { ExaminedPackage } from './examine-package.ts';
import type { PackageManifest } from './manifest.ts';
import type { PackageTables } from './package-tables.ts';

/** A package as its pages need it. */
export interface CoursePackage {
	readonly fileId: string;
	readonly itemId: string | null;
	readonly state: PackageTables['training_packages']['state'];
	readonly reason: string | null;
	readonly manifest: PackageManifest;
	readonly files: number;
	readonly unpacked: number;
	readonly bytes: number;
	/** Its pages call each other, and nothing is set up here for that. */
	readonly lacksOrigin: boolean;
}

export interface PackageFile {
	readonly storedId: string;
	readonly size: number;
}

export interface Packages {
	/** In the transaction that makes the file a version of the item. */
	add(itemId: string, fileId: string, examined: ExaminedPackage): Promise<void>;
	find(fileId: string): Promise<CoursePackage | null>;
	/** Windows makes no difference between upper and lower case, and packages come from there. */
	file(fileId: string, path: string): Promise<PackageFile | null>;
	/** Notes files before their bytes come, so that none lies there unknown. */
	addFiles(fileId: string, files: readonly { path: string; storedId: string; size: number }[]): Promise<void>;
	setState(fileId: string, state: CoursePackage['state'], reason?: string): Promise<void>;
	setUnpacked(fileId: string, count: number): Promise<void>;
	/** Removes what was unpacked, from disk and database. */
	empty(fileId: string): Promise<void>;
	/** Packages whose items are gone. */
	orphans(): Promise<readonly string[]>;
	forget(fileId: string): Promise<void>;
}

export function createPackages({ files, installation, storage }: PluginContext): Packages {
	const query = () => storage.query<PackageTables>();
	const write = <T>(work: Parameters<typeof storage.transaction<PackageTables, T>>[0]) =>
		storage.transaction<PackageTables, T>(work);
	const set = (fileId: string, values: Partial<PackageTables['training_packages']>) =>
		write((transaction) =>
			transaction.updateTable('training_packages').set(values).where('file_id', '=', fileId).execute(),
		);

	const packages: Packages = {
		async add(itemId, fileId, { manifest, entries, bytes, callsAround }) {
			await write((transaction) =>
				transaction
					.insertInto('training_packages')
					.values({
						file_id: fileId,
						item_id: itemId,
						state: 'waiting',
						reason: null,
						manifest: JSON.stringify({ ...manifest, callsAround }),
						files: entries.length,
						bytes,
						unpacked: 0,
					})
					.execute(),
			);
		},
		async find(fileId) {
			const row = await query()
				.selectFrom('training_packages')
				.selectAll()
				.where('file_id', '=', fileId)
				.executeTakeFirst();
			if (!row) return null;
			const { state, reason, unpacked } = row;
			const { callsAround, ...manifest } = keptManifest.parse(JSON.parse(row.manifest));
			return {
				fileId,
				itemId: row.item_id,
				state,
				reason,
				unpacked,
				manifest,
				files: row.files,
				bytes: Number(row.bytes),
				lacksOrigin: callsAround && installation.contentUrl === null,
			};
		},
		async file(fileId, path) {
			const find = async (exactly: boolean) =>
				query()
					.selectFrom('training_package_files')
					.select(['stored_id', 'size'])
					.where('package_id', '=', fileId)
					.where(({ eb, fn, ref }) =>
						exactly ? eb('path', '=', path) : eb(fn<string>('lower', [ref('path')]), '=', path.toLowerCase()),
					)
					.executeTakeFirst();
			const row = (await find(true)) ?? (await find(false));
			return row ? { storedId: row.stored_id, size: Number(row.size) } : null;
		},
		async addFiles(fileId, added) {
			await write((transaction) =>
				transaction
					.insertInto('training_package_files')
					.values(
						added.map(({ path, storedId, size }) => ({
							package_id: fileId,
							path,
							stored_id: storedId,
							size,
						})),
					)
					.execute(),
			);
		},
		async setState(fileId, state, reason) {
			await set(fileId, { state, reason: reason ?? null });
		},
		async setUnpacked(fileId, unpacked) {
			await set(fileId, { unpacked });
		},
		async empty(fileId) {
			const rows = await query()
				.selectFrom('training_package_files')
				.select('stored_id')
				.where('package_id', '=', fileId)
				.execute();
			for (const { stored_id: storedId } of rows) await files.remove(storedId);
			await write((transaction) =>
				transaction.deleteFrom('training_package_files').where('package_id', '=', fileId).execute(),
			);
		},
		async orphans() {
			const rows = await query()
				.selectFrom('training_packages')
				.select('file_id')
				.where('item_id', 'is', null)
				.limit(100)
				.execute();
			return rows.map((row) => row.file_id);
		},
		async forget(fileId) {
			await packages.empty(fileId);
			await write((transaction) =>
				transaction.deleteFrom('training_packages').where('file_id', '=', fileId).execute(),
			);
		},
	};
	return packages;
}

const keptManifest = z.object({
	callsAround: z.boolean().default(false),
	version: z.enum(['1.2', '2004']),
	title: z.string(),
	items: z.array(
		z.object({
			id: z.string(),
			title: z.string(),
			level: z.number(),
			launch: z.string().nullable(),
			speaks: z.boolean(),
			passingScore: z.string(),
			launchData: z.string(),
			maxTime: z.string(),
			timeLimitAction: z.string(),
		}),
	),
}) satisfies z.ZodType<PackageManifest>;
