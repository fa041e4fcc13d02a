import { parseMark, type FieldValue, type FieldValues } from 'verbund';
import { askedPaths, type AskedMarks } from './marks.ts';

/** As the field `questions` has it. */
type GuessedQuestion = Readonly<Record<'name' | 'label' | 'kind' | 'choices', string>> & {
	readonly optional: boolean;
};

/** The fields of a template with a question for all that its text asks for. What an author has described stays. */
export function withGuessedQuestions(fields: FieldValues, asked: AskedMarks): FieldValues {
	const described: readonly FieldValue[] = Array.isArray(fields['questions']) ? fields['questions'] : [];
	const known = new Set(described.map(nameOf));
	const guessed = guessQuestions(asked, known).filter(({ name }) => acceptedName.test(name));
	return guessed.length === 0
		? fields
		: {
				...fields,
				questions: [...described, ...guessed].slice(0, Math.max(described.length, mostQuestions)),
			};
}

/** As the manifest has them. */
const acceptedName = /^[a-z][A-Za-z0-9]{0,39}$/;
const mostQuestions = 60;

/** What a text asks for beside what is known, as far as it can be told from the way in which it asks. */
export function guessQuestions(
	{ marks, labels }: AskedMarks,
	known: ReadonlySet<string>,
): readonly GuessedQuestion[] {
	return askedPaths(marks)
		.filter((path) => path.startsWith('ask.') && !known.has(path.slice('ask.'.length)))
		.map((path) => {
			const name = path.slice('ask.'.length);
			return { name, label: labels[path] ?? wordsOf(name), ...answerTo(name, waysOf(path, marks)) };
		});
}

function nameOf(question: FieldValue): string {
	const name = question !== null && typeof question === 'object' && 'name' in question ? question.name : '';
	return typeof name === 'string' ? name : '';
}

/** `clientName` becomes “Client Name”. */
function wordsOf(name: string): string {
	const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a text speaks of a value. */
interface Ways {
	readonly isRepeated: boolean;
	readonly isCondition: boolean;
	readonly isWritten: boolean;
	/** Days are added to it. */
	readonly isShifted: boolean;
	/** What it is compared with. */
	readonly texts: readonly string[];
}

function waysOf(path: string, marks: readonly string[]): Ways {
	const found = marks.flatMap((text) => {
		const mark = parseMark(text);
		return mark && mark.kind !== 'close' && mark.path === path ? [mark] : [];
	});
	const texts = found.flatMap((mark) => (mark.kind === 'open' && mark.equals !== null ? [mark.equals] : []));
	return {
		isRepeated: found.some((mark) => mark.kind === 'open' && mark.of === 'each'),
		isCondition: found.some((mark) => mark.kind === 'open' && mark.of !== 'each' && mark.equals === null),
		isWritten: found.some((mark) => mark.kind === 'value'),
		isShifted: found.some((mark) => mark.kind === 'value' && mark.shifts.length > 0),
		texts: [...new Set(texts.filter((text) => text !== ''))],
	};
}

function answerTo(name: string, ways: Ways): Pick<GuessedQuestion, 'kind' | 'choices' | 'optional'> {
	const { isRepeated, isCondition, isWritten, isShifted, texts } = ways;
	const answer = { choices: '', optional: isCondition };
	// Many a list has nothing in it.
	if (isRepeated) return { kind: 'list', choices: '', optional: true };
	// The only text that is compared with is one way of several; nobody is made to choose it.
	if (texts.length > 0)
		return { kind: 'choice', choices: texts.join('\n'), optional: isCondition || texts.length === 1 };
	if (isCondition && !isWritten) return { kind: 'yesNo', choices: '', optional: false };
	if (isShifted) return { ...answer, kind: 'date' };
	return { ...answer, kind: kindsByName.find(([pattern]) => pattern.test(name))?.[1] ?? 'text' };
}

const kindsByName: readonly (readonly [RegExp, string])[] = [
	[/^date(?:$|Of[A-Z])|Date$|[dD]atum$|[gG]eburtstag$|[bB]irthday$/, 'date'],
	[/(?:amount|betrag|summe|kosten)$/i, 'amount'],
	[/(?:address|adresse|anschrift|reasons?|begruendung)$/i, 'lines'],
	[/^(?:number|count)Of|^anzahl/i, 'number'],
];
