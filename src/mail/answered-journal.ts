import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * Which mails the server has taken, noted the moment it says so: with the operating system before anything else
 * happens, so that even a process that is killed then does not send them again. What the database knows is forgotten.
 */
export interface AnsweredJournal {
	note(mailId: string): void;
	/** Those that were noted by a process that is gone. */
	read(): readonly string[];
	/** Everything noted so far stands in the database. */
	clear(): void;
	close(): void;
}

export function createAnsweredJournal(path: string): AnsweredJournal {
	let file: number | null = null;
	const open = () => (file ??= openSync(path, 'a', 0o600));

	return {
		note: (mailId) => void writeSync(open(), `${mailId}\n`),
		read: () =>
			existsSync(path)
				? readFileSync(path, 'utf8')
						.split('\n')
						.filter((line) => line !== '')
				: [],
		clear: () => ftruncateSync(open()),
		close() {
			if (file !== null) closeSync(file);
			file = null;
		},
	};
}
