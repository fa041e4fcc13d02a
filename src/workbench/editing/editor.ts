import { VerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { Revision, WorkingItem } from '../../content/item.ts';
import type { WorkingCopy } from '../../content/working-copies.ts';
import type { Translate } from '../../l10n/translator.ts';
import type { PlacedComment, VariantStanding } from '../../host/reviews/reviews-for.ts';
import type { Snippet, Submission, WorkbenchLocals } from '../locals.ts';
import type { FieldError } from '../ui/types.ts';
import { besideChoices, openBeside, type BesideChoice, type BesideText } from './beside-text.ts';
import { toAudienceChoices, type AudienceChoices } from './audience-choices.ts';
import {
	choiceOf,
	emptyText,
	openRevisionConflict,
	openWindowConflict,
	settlementOf,
	type Conflict,
	type Settlement,
} from './conflict.ts';
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
	/** What the form shows: as it was sent, or as it was saved. */
	readonly text: DraftText;
	readonly note: string;
	/** The revision that the text in the form is written upon. */
	readonly expectedRevision: number;
	/** When the unsaved copy that the form knows was written; 0 for none. */
	readonly knownCopy: number;
	/** The window that wrote the unsaved copy that is shown. */
	readonly copyWindow: string | null;
	/** Tells the window that the form came from; empty for one that is opened. */
	readonly window: string;
	/** What this variant is a translation of; null for the source language. */
	readonly source: TranslationSource | null;
	/** The variant to read while one writes. */
	readonly beside: BesideText | null;
	readonly besideChoices: readonly BesideChoice[];
	/** A variant that does not exist yet may begin with the text of its source. */
	readonly mayStartFromSource: boolean;
	readonly fields: readonly FormField[];
	readonly audience: AudienceChoices;
	/** Only what the person says is one: those who have read the text are asked to read it again. */
	readonly isMajor: boolean;
	readonly errors: readonly FieldError[];
	readonly conflict: Conflict | null;
	/** What the form shows is what the person wrote the last time and did not save. */
	readonly unsavedSince: number | null;
	/** The form shows something that is stored nowhere yet. */
	readonly isUnsaved: boolean;
	/** How a conflict was settled just now. */
	readonly settled: Settlement | null;
	readonly snippets: readonly Snippet[];
	readonly preview: Preview | null;
	/** Where the text stands on its way to its readers. */
	readonly standing: VariantStanding;
	/** What was said about it and is not done yet. */
	readonly comments: readonly PlacedComment[];
	/** The reader publishes it themselves: by permission, and by what the organisation asks for. */
	readonly mayPublish: boolean;
	/** When it is to be published, as it was sent. */
	readonly publishAt: string;
	/** To those who approve, as it was sent. */
	readonly message: string;
}

/** @throws VerbundError `request.notFound`, or `access.denied` for those who only read drafts */
export async function openEditor(
	locals: WorkbenchLocals,
	id: string,
	parameters: URLSearchParams,
): Promise<Editor> {
	const { content, t, can, label } = locals;
	const item = await content.open(id);
	const type = requireType(locals, item);
	const language = content.languages.find((tag) => tag === parameters.get('language')) ?? item.sourceLanguage;
	const newest = await content.openVariant(id, language);
	const submission = ofThisForm(locals.submission);
	const copy = await content.workingCopy(id, language);
	const unsaved = copy && !submission && !(newest && sameTexts(newest, copy)) ? copy : null;
	const source = await openSource(locals, item, {
		type,
		language,
		newest,
		unsavedBasis: unsaved?.basedOnRevision ?? null,
		wishesToAdapt: unsaved === null && parameters.get('adapt') === 'source',
	});
	const beside = await openBeside(locals, item, type, { language, source, wished: parameters.get('beside') });
	const settled = settlementOf(submission);
	const begun = unsaved ? null : beginning(source, newest, parameters);
	const written = submission ? sentText(submission) : (unsaved ?? begun);
	const base = submission
		? sentRevision(submission, newest)
		: (unsaved?.expectedRevision ?? newest?.number ?? 0);
	const mine = written && { itemId: id, organisationId: item.organisation.id, base, mine: written };
	const elsewhere =
		copy && written && !sameTexts(copy, written) && isFromElsewhere(copy, submission) ? copy : null;
	let clash: Conflict | null = null;
	if (mine && newest && base !== newest.number && (unsaved ?? (isRefused(submission) || settled))) {
		clash = await openRevisionConflict(locals, type, newest, mine);
	} else if (mine && elsewhere && (isAboutWindows(submission) || settled)) {
		clash = await openWindowConflict(locals, type, elsewhere, mine);
	}
	const knowsCopy = elsewhere === null || (clash?.kind === 'window' && settled !== null);
	const text =
		clash && settled === 'merge'
			? clash.merge.resolve((name) => choiceOf(submission, name))
			: (written ?? newest ?? emptyText);
	const standing = await locals.reviews.ofVariant(id, language);
	const said = standing.openComments > 0 ? await locals.reviews.commentsOn(id, language) : [];
	const fields = toFormFields(type.fields, { values: text.fields, source: source?.fields });
	return {
		item,
		type,
		language,
		newest,
		text,
		note: submission?.value('note') ?? '',
		expectedRevision: clash?.kind === 'revision' && settled ? clash.revision : base,
		knownCopy: knowsCopy ? (copy?.savedAt ?? 0) : sentCopy(submission),
		copyWindow: unsaved?.window ?? null,
		window: submission?.value('window') ?? '',
		source,
		beside,
		besideChoices: besideChoices(item, language, beside, locals),
		mayStartFromSource: source !== null && newest === null && written === null,
		fields,
		audience: toAudienceChoices(
			item,
			await content.choices(item.organisation.id),
			submission?.names.includes('audience') ? submission.values('audience') : null,
			t,
		),
		isMajor: submission?.value('major') === 'true',
		errors: toFormErrors(submission, new Map([...ownTitles(t), ...fieldTitles(fields, label)])),
		conflict: settled ? null : clash,
		unsavedSince: unsaved?.savedAt ?? null,
		isUnsaved: submission !== null || begun !== null,
		settled: clash ? settled : null,
		snippets: locals.snippets(type.id, language),
		preview:
			submission?.preview && settled === null && !isAboutWindows(submission)
				? await renderPreview(locals, type, text, item.organisation.id)
				: null,
		standing,
		comments: said.filter(({ resolvedAt }) => resolvedAt === null),
		mayPublish: standing.fault === null && can('content.publish', { organisationId: item.organisation.id }),
		publishAt: submission?.value('publishAt') ?? '',
		message: submission?.value('message') ?? '',
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
		['publishAt', t('reviews.publishAt')],
		['message', t('editor.message')],
	];
}

/** What a form begins with that is to follow its source: the text of the source, or the own one in its order. */
function beginning(
	source: TranslationSource | null,
	newest: Revision | null,
	parameters: URLSearchParams,
): DraftText | null {
	if (!source) return null;
	if (!newest) return parameters.get('start') === 'source' ? source.revision : null;
	return source.isAdapting && !source.isFollowed ? { ...newest, fields: source.followed } : null;
}

export function requireType({ content }: WorkbenchLocals, item: Pick<WorkingItem, 'type'>): ContentType {
	const type = content.types.find(({ id }) => id === item.type);
	if (!type) throw new VerbundError('request.notFound');
	return type;
}

const commandsOfTheForm = [
	'content.saveDraft',
	'content.saveAndPublish',
	'content.saveAndSubmit',
	'content.saveAndSchedule',
];

function ofThisForm(submission: Submission | null): Submission | null {
	return submission && commandsOfTheForm.includes(submission.command) ? submission : null;
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
function sentRevision(submission: Submission, newest: Revision | null): number {
	const sent = Number(submission.value('expectedRevision'));
	return Number.isInteger(sent) ? sent : (newest?.number ?? 0);
}

/** Whether another window wrote the copy after this form came to know one. */
function isFromElsewhere({ savedAt, window }: WorkingCopy, submission: Submission | null): boolean {
	if (!submission) return false;
	return window !== submission.value('window') && savedAt !== sentCopy(submission);
}

function sentCopy(submission: Submission | null): number {
	const sent = Number(submission?.value('knownCopy') ?? 0);
	return Number.isSafeInteger(sent) ? sent : 0;
}

function isAboutWindows(submission: Submission | null): boolean {
	return (
		submission?.value('_preview') === 'windows' || submission?.error?.code === 'content.writtenElsewhere'
	);
}

function isRefused(submission: Submission | null): boolean {
	return submission?.error?.code === 'content.conflict';
}

/** A copy that says what is saved is none. */
function sameTexts(saved: DraftText, copy: DraftText): boolean {
	const asText = ({ title, summary, body, fields }: DraftText) =>
		JSON.stringify([title, summary, body, fields]);
	return asText(saved) === asText(copy);
}
