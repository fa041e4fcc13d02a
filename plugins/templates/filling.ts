import {
	germanDay,
	type PlaceholderValues,
	type PluginContext,
	type ReadItem,
	type Reader,
	type Translate,
} from 'verbund';
import { readAnswers, type PostedForm } from './answers.ts';
import { pictureFolder } from './pictures.ts';
import { askedPaths, type AskedMarks } from './marks.ts';
import { missingQuestions, questionsFor, type Question } from './question.ts';

export interface PaperRequest {
	readonly reader: Reader;
	readonly organisationSlug: string;
	readonly slug: string;
	readonly language: string | undefined;
	/** The form as it was sent, or null while nobody has sent it. */
	readonly form: PostedForm | null;
	readonly t: Translate;
}

/** A template, filled for one reader as far as it goes. */
export interface FilledTemplate {
	readonly item: ReadItem;
	/** Sanitised HTML of the paper. */
	readonly html: string;
	readonly questions: readonly Question[];
	/** What is missing of the organisation and the person, to be given for this once. */
	readonly missing: readonly Question[];
	/** Translated, by the name of the question; only once the form was sent. */
	readonly errors: ReadonlyMap<string, string>;
	/** Id of the Word file; null for a template that is a text. */
	readonly fileId: string | null;
	/** Everything that the paper is filled with. */
	readonly values: PlaceholderValues;
	/** Why the Word file cannot be shown: key of a sentence. */
	readonly fault: string | null;
}

export interface Filling {
	open(request: PaperRequest): Promise<FilledTemplate>;
}

export function createFilling({ content, paper }: Pick<PluginContext, 'content' | 'paper'>): Filling {
	const marksOfFile = createMarkCache(paper);

	return {
		async open({ reader, organisationSlug, slug, language, form, t }) {
			const reference = { type: 'template', organisationSlug, slug };
			const item = await content.read(reader, reference, language);
			const { file } = item.fields;
			const fileId = typeof file === 'string' && file !== '' ? file : null;
			const own =
				fileId === null && form === null
					? new Map()
					: await content.placeholders(reader.actor, item.organisation.id);
			const { asked: found, fault } =
				fileId === null
					? { asked: { marks: item.placeholders, labels: {} }, fault: null }
					: await marksOfFile(fileId);
			const questions = questionsFor(item.fields, found, t);
			const given = form ? givenValues(form, found.marks, own, t) : [];
			const asked = form ? readAnswers([...questions, ...given], form) : atFirst(questions);
			const values: PlaceholderValues = new Map([...own, ...asked.values]);
			const filled = fileId === null ? await fillText(asked.values) : await fillFile(fileId);
			const known = new Set([...questions, ...given].map(({ name }) => name));
			const missing = [
				...given,
				...missingQuestions(filled.missing, t).filter(({ name }) => !known.has(name)),
			];
			const errors = new Map([...asked.errors].map(([name, key]) => [name, t(key)] as const));
			if (form) for (const { name } of missing) if (!values.has(name)) errors.set(name, t('field.required'));
			const html = withLabels(filled.html, [...questions, ...missing]);
			return { item, html, fault, questions, missing, errors, fileId, values };

			async function fillText(answers: PlaceholderValues) {
				return answers.size === 0 ? item : content.read(reader, reference, language, answers);
			}

			async function fillFile(id: string) {
				if (fault !== null) return { html: '', missing: [] };
				const about = { title: item.title, language: item.language, values, missing: '{{{name}}}' };
				return paper.preview(reader.actor, id, about, pictureFolder(id));
			}
		},
	};
}

/** While an answer is missing, the question stands in its place, and not the name of a placeholder. */
function withLabels(html: string, questions: readonly Question[]): string {
	return html.replace(
		/(<span class="placeholder-missing">)\{\{([A-Za-z][A-Za-z0-9.]*)[^}]*\}\}/g,
		(whole, start: string, name: string) => {
			const question = questions.find((one) => one.name === name);
			return question ? `${start}${escapeText(question.label)}` : whole;
		},
	);
}

function escapeText(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Today stands in the form before anybody has typed. */
function atFirst(questions: readonly Question[]) {
	const today = { kind: 'day', day: germanDay(Date.now()) } as const;
	const values: PlaceholderValues = new Map(
		questions.some(({ name }) => name === 'date') ? [['date', today]] : [],
	);
	return { values, errors: new Map<string, string>() };
}

/** What was typed in place of values that are missing; a value that is there is not written over. */
function givenValues(
	form: PostedForm,
	marks: readonly string[],
	own: PlaceholderValues,
	t: Translate,
): readonly Question[] {
	const given = askedPaths(marks).filter((name) => !own.has(name) && form.value(name) !== undefined);
	return missingQuestions(given, t);
}

interface FileMarks {
	readonly asked: AskedMarks;
	/** Key of the sentence that says why the file is no template. */
	readonly fault: string | null;
}

const mostRemembered = 200;

/** A version of a file never changes, so its placeholders are looked for once. */
function createMarkCache(paper: PluginContext['paper']): (fileId: string) => Promise<FileMarks> {
	const known = new Map<string, FileMarks>();
	return async (fileId) => {
		const found = known.get(fileId);
		if (found) return found;
		const marks = await marksOf(paper, fileId);
		if (known.size >= mostRemembered) known.delete([...known.keys()][0] ?? '');
		known.set(fileId, marks);
		return marks;
	};
}

async function marksOf(paper: PluginContext['paper'], fileId: string): Promise<FileMarks> {
	try {
		return { asked: await paper.check(fileId), fault: null };
	} catch (error) {
		if (error instanceof Error && 'code' in error && /^(?:import|paper)\./.test(String(error.code)))
			return { asked: { marks: [], labels: {} }, fault: `error.${String(error.code)}` };
		throw error;
	}
}
