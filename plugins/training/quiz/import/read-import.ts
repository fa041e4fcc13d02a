import { writeQuiz } from '../write-quiz.ts';
import { readGift } from './gift.ts';
import type { ImportNote } from './imported-quiz.ts';
import type { ImportedPicture } from './pictures.ts';
import { readMoodleXml } from './moodle-xml.ts';

/** A file of questions as the text that a trainer goes on writing. */
export interface QuizImport {
	readonly text: string;
	readonly format: 'moodle' | 'gift';
	readonly found: number;
	readonly taken: number;
	readonly notes: readonly ImportNote[];
	readonly pictures: readonly ImportedPicture[];
}

/** @throws UnreadableQuiz */
export function readImport(file: string): QuizImport {
	const source = file.replace(/^\uFEFF/, '');
	const format = /^\s*</.test(source) ? 'moodle' : 'gift';
	const {
		groups,
		found,
		notes,
		pictures = [],
	} = format === 'moodle' ? readMoodleXml(source) : readGift(source);
	const taken = groups.reduce((sum, { questions }) => sum + questions.length, 0);
	const text = writeQuiz({ groups: [...groups] });
	return { text, format, found, taken, notes: notes.slice(0, mostNotes), pictures };
}

const mostNotes = 500;
