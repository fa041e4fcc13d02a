import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface TypeFolder {
	readonly type: string;
	/** `<organisation>/<type>/`, the beginning of the keys below it. */
	readonly prefix: string;
	readonly folder: string;
}

/** The folders of an export of a hub: `<organisation>/<type>`. */
export function typeFolders(source: string): readonly TypeFolder[] {
	return foldersIn(source).flatMap((organisation) =>
		foldersIn(join(source, organisation)).map((type) => ({
			type,
			prefix: `${organisation}/${type}/`,
			folder: join(source, organisation, type),
		})),
	);
}

function foldersIn(path: string): string[] {
	return readdirSync(path, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
		.map(({ name }) => name)
		.sort();
}
