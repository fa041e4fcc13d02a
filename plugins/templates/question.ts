import { markPattern, parseMark, z, type FieldValues, type Translate } from 'verbund';

/** What a form asks of whoever uses a template. */
export interface Question {
	/** Name of the placeholder, `ask.clientName`; the control has it too. */
	readonly name: string;
	readonly label: string;
	readonly kind: QuestionKind;
	readonly choices: readonly string[];
	readonly hint: string;
	readonly required: boolean;
}

export type QuestionKind = (typeof kinds)[number];

const kinds = ['text', 'lines', 'date', 'number', 'amount', 'choice', 'yesNo', 'list'] as const;

const described = z.object({
	name: z.string(),
	label: z.string().catch(''),
	kind: z.enum(kinds).catch('text'),
	choices: z.string().catch(''),
	hint: z.string().catch(''),
	optional: z.boolean().catch(false),
});

/** The questions that an author has described; one that cannot be read is left out. */
export function describedQuestions({ questions }: FieldValues): readonly Question[] {
	const list: readonly unknown[] = Array.isArray(questions) ? questions : [];
	return list.flatMap((value) => {
		const { success, data } = described.safeParse(value);
		if (!success) return [];
		const { name, label, kind, choices, hint, optional } = data;
		return {
			name: `ask.${name}`,
			label: label.trim() === '' ? name : label,
			kind,
			hint,
			choices: [...new Set(choices.split('\n').map((choice) => choice.trim()))].filter(
				(choice) => choice !== '',
			),
			required: !optional && kind !== 'yesNo',
		};
	});
}

/**
 * The questions of a form in the order of their description, then those that only stand in the text, then the day of
 * the letter where the text speaks of it.
 *
 * @param marks placeholders of the text, as they are written
 */
export function questionsFor(
	fields: FieldValues,
	marks: readonly string[],
	t: Translate,
): readonly Question[] {
	const known = describedQuestions(fields);
	const paths = askedPaths(marks);
	const undescribed = paths.filter(
		(path) => path.startsWith('ask.') && !known.some(({ name }) => name === path),
	);
	return [
		...known,
		...undescribed.map((path) => ({
			...textQuestion(path, wordsOf(path.slice('ask.'.length))),
			kind: isRepeated(path, marks) ? ('list' as const) : ('text' as const),
		})),
		...(paths.includes('date')
			? [
					{
						...textQuestion('date', t('templates.date')),
						kind: 'date' as const,
						hint: t('templates.dateHint'),
					},
				]
			: []),
	];
}

/** Values that are missing and that no question asks for; they can be given for this once. */
export function missingQuestions(missing: readonly string[], t: Translate): readonly Question[] {
	return askedPaths(missing)
		.filter((path) => !path.startsWith('ask.') && !taken.has(path))
		.map((path) => ({
			...textQuestion(path, t('templates.missingValue', { name: valueName(path, t) })),
			hint: path === 'organisation.letterhead' ? t('templates.missingLetterhead') : '',
		}));
}

/** Names that are no placeholders in the form: a question of its own, and the way in which the paper comes. */
const taken = new Set(['date', 'as']);

/** What people call a value; a placeholder that somebody has thought up is called by its name. */
function valueName(path: string, t: Translate): string {
	return named.has(path) ? t(`templates.value.${path}`) : path.replace(/^organisation\./, '');
}

const named = new Set([
	...['name', 'shortName', 'address', 'phone', 'email', 'website', 'letterhead', 'sites'].map(
		(name) => `organisation.${name}`,
	),
	...['person.name', 'person.email'],
]);

/** Names of values in placeholders, each once. */
export function askedPaths(marks: readonly string[]): readonly string[] {
	const paths = marks.flatMap((text) => {
		const mark = parseMark(text);
		return mark && mark.kind !== 'close' ? [mark.path] : [];
	});
	return [...new Set(paths)];
}

/** Placeholders of a Markdown text, as they are written. */
export function marksIn(markdown: string): readonly string[] {
	return [...markdown.matchAll(new RegExp(markPattern, 'g'))].flatMap(([, inner = '']) =>
		parseMark(inner) ? [inner] : [],
	);
}

/** `clientName` becomes “Client Name”. */
function wordsOf(name: string): string {
	const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

function isRepeated(path: string, marks: readonly string[]): boolean {
	return marks.some((text) => {
		const mark = parseMark(text);
		return mark?.kind === 'open' && mark.of === 'each' && mark.path === path;
	});
}

function textQuestion(name: string, label: string): Question {
	return { name, label, kind: 'text', choices: [], hint: '', required: true };
}
