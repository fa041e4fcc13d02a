import { join } from 'node:path';

/** The file of the database in a data folder, and in a backup. */
export function databasePath(folder: string): string {
	return join(folder, 'verbund.sqlite');
}
