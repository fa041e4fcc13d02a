import { germanDay, type Actor, type PluginContext, type Translate } from 'verbund';
import type { PostedForm } from './answers.ts';
import { missingText, type FilledTemplate } from './filling.ts';

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

/** The filled template as a file. It goes to whoever asked for it and is kept nowhere. */
export async function makePaper(
	{ paper }: Pick<PluginContext, 'paper'>,
	actor: Actor,
	{ item, html, fileId, values }: FilledTemplate,
	kind: PaperKind,
	t: Translate,
): Promise<Response> {
	const as = kind === 'word' ? 'word' : 'pdf';
	const about = { title: item.title, language: item.language };
	const bytes =
		fileId === null
			? await paper.write(actor, { ...about, html }, as)
			: (await paper.fill(actor, fileId, { ...about, values, missing: missingText(t) }, as)).bytes;
	const name = `${item.slug}-${germanDay(Date.now())}.${as === 'word' ? 'docx' : 'pdf'}`;
	return new Response(new Uint8Array(bytes), {
		headers: {
			'Content-Type': as === 'word' ? wordType : 'application/pdf',
			'Content-Length': String(bytes.length),
			'Content-Disposition': `${kind === 'print' ? 'inline' : 'attachment'}; filename="${name}"`,
			'Cache-Control': 'no-store',
		},
	});
}
