import { germanDay, isVerbundError, type Actor, type PluginContext, type Translate } from 'verbund';
import type { PostedForm } from './answers.ts';
import type { FilledTemplate } from './filling.ts';

export type PaperKind = (typeof paperKinds)[number];

const paperKinds = ['word', 'pdf', 'print'] as const;

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Which file was asked for; null while something is missing, so that the form comes back and says what. */
export function wishedPaper(
	{ errors, fault }: Pick<FilledTemplate, 'errors' | 'fault'>,
	form: (PostedForm & { readonly preview: boolean }) | null,
): PaperKind | null {
	if (!form?.preview || errors.size > 0 || fault !== null) return null;
	return paperKinds.find((kind) => kind === form.value('as')) ?? null;
}

/**
 * The filled template as a file, which goes to whoever asked for it and is kept nowhere; or a sentence that says why
 * there is none. An error would take the form away with all that was typed.
 */
export async function makePaper(
	{ paper }: Pick<PluginContext, 'paper'>,
	actor: Actor,
	filled: FilledTemplate,
	kind: PaperKind,
	t: Translate,
): Promise<Response | string> {
	const as = kind === 'word' ? 'word' : 'pdf';
	try {
		return respond(await write(paper, actor, filled, as, t), filled.item.slug, kind);
	} catch (error) {
		if (isVerbundError(error) && /^(?:paper|pdf)\./.test(error.code))
			return t(`error.${error.code}`, error.values);
		throw error;
	}
}

async function write(
	paper: PluginContext['paper'],
	actor: Actor,
	{ item, html, fileId, values }: FilledTemplate,
	as: 'word' | 'pdf',
	t: Translate,
): Promise<Uint8Array> {
	const about = { title: item.title, language: item.language };
	if (fileId === null) return paper.write(actor, { ...about, html }, as);
	const { bytes } = await paper.fill(actor, fileId, { ...about, values, missing: missingText(t) }, as);
	return bytes;
}

function respond(bytes: Uint8Array, slug: string, kind: PaperKind): Response {
	const isWord = kind === 'word';
	const name = `${slug}-${germanDay(Date.now())}.${isWord ? 'docx' : 'pdf'}`;
	return new Response(new Uint8Array(bytes), {
		headers: {
			'Content-Type': isWord ? wordType : 'application/pdf',
			'Content-Length': String(bytes.length),
			'Content-Disposition': `${kind === 'print' ? 'inline' : 'attachment'}; filename="${name}"`,
			'Cache-Control': 'no-store',
		},
	});
}

/** Text in place of a value that is missing in a Word file. */
function missingText(t: Translate): string {
	return `[${t('templates.missingMark', { name: '{name}' })}]`;
}
