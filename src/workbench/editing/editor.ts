import { VerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { Revision, WorkingItem } from '../../content/item.ts';
import type { Translate } from '../../l10n/translator.ts';
import type { Submission, WorkbenchLocals } from '../locals.ts';
import type { FieldError } from '../ui/types.ts';
import { toAudienceChoices, type AudienceChoices } from './audience-choices.ts';
import { compareRevisions, type PartDifference } from './compare-revisions.ts';
import { fieldTitles, toFormFields, type FormField } from './form-fields.ts';
import { toFormErrors } from './form-errors.ts';
import { renderPreview, type Preview } from './preview.ts';
import { openSource, type TranslationSource } from './translation-source.ts';

/** All that the page for writing one variant shows. */
export interface Editor {
	readonly item: WorkingItem;
	readonly type: ContentType;
	readonly language: string;
	/** The newest revision, null for a variant that does not exist yet. */
	readonly newest: Revision | null;
	readonly isPublished: boolean;
	/** What the form shows: as it was sent, or as it was saved. */
	readonly text: DraftText;
	readonly note: string;
	/** The revision that the text in the form is written upon. */
	readonly expectedRevision: number;
	/** What this variant is a translation of; null for the source language. */
	readonly source: TranslationSource | null;
	readonly fields: readonly FormField[];
	readonly audience: AudienceChoices;
	/** What is suggested: a further language says nothing new to those who have read the text. */
	readonly isMajor: boolean;
	readonly errors: readonly FieldError[];
	readonly conflict: Conflict | null;
	readonly preview: Preview | null;
	readonly mayPublish: boolean;
}

/** Someone else saved this variant while the text in the form was written. */
export interface Conflict {
	readonly newest: Revision;
	/** Name of who saved it, as far as the reader may see them. */
	readonly author: string | null;
	/** From the other's text to the own one. */
	readonly differences: readonly PartDifference[];
}

/** @throws VerbundError `request.notFound`, or `access.denied` for those who only read drafts */
export async function openEditor(
	locals: WorkbenchLocals,
	id: string,
	wishedLanguage: string | null,
): Promise<Editor> {
	const { content, t, can, label } = locals;
	const item = await content.open(id);
	const type = requireType(locals, item);
	const language = content.languages.find((tag) => tag === wishedLanguage) ?? item.sourceLanguage;
	const newest = await content.openVariant(id, language);
	const submission = ofThisForm(locals.submission);
	const source = await openSource(locals, item, language, newest);
	const isPublished = item.variants.some(
		(one) => one.language === language && one.publishedRevision !== null,
	);
	const text = submission ? sentText(submission) : (newest ?? emptyText);
	const fields = toFormFields(type.fields, { values: text.fields, source: source?.revision.fields });
	const conflict = newest && (await findConflict(locals, submission, type, newest, text));
	return {
		item,
		type,
		language,
		newest,
		isPublished,
		text,
		note: submission?.value('note') ?? '',
		expectedRevision: conflict ? conflict.newest.number : knownRevision(submission, newest),
		source,
		fields,
		audience: toAudienceChoices(
			item,
			await content.choices(item.organisation.id),
			submission?.names.includes('audience') ? submission.values('audience') : null,
			t,
		),
		isMajor: submission ? submission.value('major') !== 'false' : isPublished || !source,
		errors: toFormErrors(submission, new Map([...ownTitles(t), ...fieldTitles(fields, label)])),
		conflict,
		preview: submission?.preview ? await renderPreview(locals, type, text) : null,
		mayPublish: can('content.publish', { organisationId: item.organisation.id }),
	};
}

/** Controls of the form beside those of the content type. */
function ownTitles(t: Translate): readonly (readonly [name: string, title: string])[] {
	return [
		['title', t('editor.title')],
		['summary', t('editor.summary')],
		['body', t('editor.body')],
		['note', t('editor.note')],
		['audience', t('audience.legend')],
		['major', t('editor.change')],
	];
}

const emptyText: DraftText = { title: '', summary: '', body: '', fields: {} };

export function requireType({ content }: WorkbenchLocals, item: Pick<WorkingItem, 'type'>): ContentType {
	const type = content.types.find(({ id }) => id === item.type);
	if (!type) throw new VerbundError('request.notFound');
	return type;
}

function ofThisForm(submission: Submission | null): Submission | null {
	return submission && ['content.saveDraft', 'content.saveAndPublish'].includes(submission.command)
		? submission
		: null;
}

function sentText(submission: Submission): DraftText {
	return {
		title: submission.value('title') ?? '',
		summary: submission.value('summary') ?? '',
		body: (submission.value('body') ?? '').replace(/\r\n?/g, '\n'),
		fields: submission.fields,
	};
}

/** A form that came back still stands upon the revision it was opened with. */
function knownRevision(submission: Submission | null, newest: Revision | null): number {
	const sent = Number(submission?.value('expectedRevision'));
	return submission && Number.isInteger(sent) ? sent : (newest?.number ?? 0);
}

async function findConflict(
	{ content, t, label }: WorkbenchLocals,
	submission: Submission | null,
	type: ContentType,
	newest: Revision,
	own: DraftText,
): Promise<Conflict | null> {
	if (submission?.error?.code !== 'content.conflict') return null;
	const names = await content.names(newest.authorId === null ? [] : [newest.authorId]);
	return {
		newest,
		author: names.get(newest.authorId ?? '') ?? null,
		differences: compareRevisions(newest, own, type.fields, {
			title: t('editor.title'),
			summary: t('editor.summary'),
			body: t('editor.body'),
			label,
		}),
	};
}
