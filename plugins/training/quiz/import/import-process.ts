import { readFile } from 'node:fs/promises';
import { answerRequests } from 'verbund';
import { UnreadableQuiz } from './imported-quiz.ts';
import { readImport } from './read-import.ts';
import type { ImportAnswer } from './read-in-process.ts';

answerRequests(async (path: string): Promise<ImportAnswer> => {
	try {
		return readImport(decode(await readFile(path)));
	} catch (error) {
		if (!(error instanceof UnreadableQuiz)) throw error;
		return { fault: error.reason, line: error.line };
	}
});

/** Old programs write in the encoding of Windows. */
function decode(bytes: Uint8Array): string {
	const marks = bytes[0] === 0xff && bytes[1] === 0xfe;
	try {
		return new TextDecoder(marks ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
