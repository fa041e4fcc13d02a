import type { Question } from '../quiz-model.ts';
import {
	grouped,
	titled,
	UnreadableQuiz,
	type ImportedQuiz,
	type ImportNote,
	type TakeNote,
} from './imported-quiz.ts';
import { moodleFields, type MoodleFields } from './moodle-fields.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { ownParts, type ReadKind } from './moodle-kinds.ts';
import { childrenOf, readXml, textOf, type XmlElement } from './xml-tree.ts';

/**
 * Questions of a file in Moodle’s XML format.
 *
 * @throws UnreadableQuiz
 */
export function readMoodleXml(xml: string): ImportedQuiz {
	const root = readXml(xml);
	const elements = root.name === 'quiz' ? childrenOf(root, 'question') : [];
	if (elements.length === 0) throw new UnreadableQuiz('noQuestions');
	const notes: ImportNote[] = [];
	const pictures = createPictures();
	const questions: { category: string; question: Question }[] = [];
	let category = '';
	for (const element of elements) {
		if (element.attributes['type'] === 'category') {
			category = categoryName(textOf(element, 'category'));
			continue;
		}
		const question = readQuestion(element, notes, pictures);
		if (question) questions.push({ category, question });
	}
	const found = elements.filter(({ attributes }) => attributes['type'] !== 'category').length;
	return { groups: grouped(questions), found, notes, pictures: pictures.all };
}

function readQuestion(element: XmlElement, notes: ImportNote[], pictures: Pictures): Question | null {
	const name = textOf(element, 'name');
	const note: TakeNote = (reason, values = {}) => {
		const isKnown = notes.some((known) => known.line === element.line && known.reason === reason);
		if (!isKnown) notes.push({ reason, question: name, line: element.line, values });
	};
	const fields = moodleFields(element, note, pictures);
	const type = element.attributes['type'] ?? '';
	const read = ownParts.get(type);
	if (!read) {
		note(type === 'description' ? 'noQuestion' : 'unknownKind', { kind: type });
		return null;
	}
	if (childrenOf(element, 'hint').length > 0) note('hints');
	const own = read(element, fields, note);
	if (!own) return null;
	return { ...own.question, ...common(name, own, fields) };
}

function common(name: string, { question, text, feedback }: ReadKind, fields: MoodleFields) {
	const { general, right, wrong } = fields.feedback;
	return {
		key: '',
		...titled(name, text ?? fields.text, question.kind),
		points: fields.points,
		feedback: { general, right: right || (feedback?.right ?? ''), wrong: wrong || (feedback?.wrong ?? '') },
	};
}

/** `$course$/top/Datenschutz/Fotos`: the last step. */
function categoryName(path: string): string {
	const steps = path.split(/(?<!\/)\/(?!\/)/).filter((step) => !/^(?:\$\w+\$|top)$/.test(step));
	return (steps.at(-1) ?? '').replaceAll('//', '/').trim();
}
