import { join } from 'node:path';
import type { Config } from '../../config.ts';

/**
 * What is typed in the folder of the installation to restore a backup into the folder that this hub works with,
 * wherever that is: the shell of whoever does it need not know.
 */
export function restoreLine(
	{ root, dataFolder, backupFolder }: Pick<Config, 'root' | 'dataFolder' | 'backupFolder'>,
	name: string,
): string {
	const command = `npm run -s verbund -- restore ${quoted(join(backupFolder, name))}`;
	return dataFolder === join(root, 'data') ? command : `VERBUND_DATA=${quoted(dataFolder)} ${command}`;
}

function quoted(path: string): string {
	return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
