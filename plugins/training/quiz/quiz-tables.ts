/** `waiting`: handed in, and somebody has to read some of it. */
export type AttemptState = 'running' | 'waiting' | 'marked';

export interface QuizTables {
	/** What was asked, kept as long as an attempt stands on it, whatever becomes of the text. */
	training_quiz_editions: {
		id: string;
		item_id: string;
		language: string;
		revision: number;
		/** Of settings and questions. */
		digest: string;
		settings: string;
		quiz: string;
		created_at: number;
	};
	training_attempts: {
		id: string;
		edition_id: string;
		item_id: string;
		/** Whose quiz it is. */
		organisation_id: string;
		person_id: string;
		/** Course, lesson and round that it belongs to; empty and 0 for a quiz that is no lesson. */
		course_id: string;
		lesson_id: string;
		round: number;
		/** Counts the attempts of a person from 1. */
		number: number;
		drawn: string;
		state: AttemptState;
		started_at: number;
		/** When the server takes no more answers; null for without end. */
		ends_at: number | null;
		submitted_at: number | null;
		points: number | null;
		most_points: number;
		passed: number | null;
	};
	training_answers: {
		attempt_id: string;
		question_key: string;
		/** JSON of an `Answer`; null where it was taken back. */
		answer: string | null;
		saved_at: number;
		/** It was checked, and feedback was shown: it stays as it is. */
		is_final: number;
		points: number | null;
		/** What whoever marked it says to it, Markdown. */
		comment: string;
		marked_by: string | null;
		marked_at: number | null;
	};
	/** What could not be taken over of the file that a quiz was made from. */
	training_quiz_imports: { item_id: string; report: string; created_at: number };
}
