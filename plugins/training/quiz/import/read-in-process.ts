import { createIsolatedProcess, IsolationFailure } from 'verbund';
import { refused } from '../../refused.ts';
import type { UnreadableQuiz } from './imported-quiz.ts';
import type { QuizImport } from './read-import.ts';

export type ImportAnswer = QuizImport | { readonly fault: UnreadableQuiz['reason']; readonly line: number };

export interface QuizReading {
	/** @throws VerbundError `command.refused` with what is wrong with the file */
	read(path: string, size: number): Promise<QuizImport>;
}

/** Bytes: a question bank of ten thousand questions with its pictures. */
const largestFile = 30_000_000;

/** What strangers wrote is read apart: what one file breaks is not the hub. */
export function createQuizReading({ timeoutMs = 20_000, memoryMb = 512 } = {}): QuizReading {
	const apart = createIsolatedProcess<string, ImportAnswer>(new URL('./import-process.ts', import.meta.url), {
		timeoutMs,
		memoryMb,
	});
	return {
		async read(path, size) {
			if (size > largestFile) throw refused('training.quiz.refused.fileTooMuch');
			const answer = await apart.ask(path).catch((error: unknown) => {
				if (!(error instanceof IsolationFailure)) throw error;
				throw refused('training.quiz.refused.fileTooMuch');
			});
			if (!('fault' in answer)) return answer;
			throw refused(`training.quiz.refused.${answer.fault}`, { line: answer.line });
		},
	};
}
