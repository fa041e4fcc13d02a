import { z, type FieldValues, type Translate } from 'verbund';
import { guessQuestions } from './guess-questions.ts';
import { askedPaths, type AskedMarks } from './marks.ts';

/** What a form asks of whoever uses a template. */
export interface Question {
	/** Name of the placeholder, `ask.clientName`; the control has it too. */
	readonly name: string;
	readonly label: string;
	readonly kind: (typeof kinds)[number];
	readonly choices: readonly string[];
	readonly hint: string;
	readonly required: boolean;
}

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
 * The questions of a form in the order of their description, then those that only stand in the text, as far as it says
 * what they are, then the day of the letter where the text speaks of it. What stands nowhere in the text is not asked.
 */
export function questionsFor(fields: FieldValues, asked: AskedMarks, t: Translate): readonly Question[] {
	const paths = askedPaths(asked.marks);
	const described = describedQuestions(fields);
	const known = new Set(described.map(({ name }) => name.slice('ask.'.length)));
	return [
		...described.filter(({ name }) => paths.includes(name)),
		...describedQuestions({ questions: guessQuestions(asked, known) }),
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

function textQuestion(name: string, label: string): Question {
	return { name, label, kind: 'text', choices: [], hint: '', required: true };
}
