import { z } from 'zod';
import type { Access } from '../../access/permissions.ts';
import { germanDay } from '../../l10n/german-days.ts';
import type { Acknowledgements } from '../../content/acknowledgement/acknowledgements.ts';
import type { ContentStore } from '../../content/content-store.ts';
import { longestTitle, sameText, type DraftText } from '../../content/draft-text.ts';
import type { FieldValues } from '../../content/fields.ts';
import type { ReviewComments } from '../../content/review/comments.ts';
import type { EditedVariant, WorkingCopies } from '../../content/working-copies.ts';
import { contentLanguages } from '../../l10n/languages.ts';
import type { CommandContext } from '../command.ts';
import { id } from './core-command.ts';

export const language = z.enum(contentLanguages);
export const revision = z.int().min(0);
/** A calendar day, `2027-11-03`; kept as its noon so that no time zone moves it. */
export const day = z.iso.date().transform((date) => Date.parse(`${date}T12:00:00Z`));
/** Today or later. */
export const dayToCome = day.refine((time) => germanDay(time) >= germanDay(Date.now()), 'field.past');
/** By when readers are asked to confirm; empty leaves it as it is. */
export const acknowledgeBy = z.union([z.literal('').transform(() => undefined), dayToCome]).optional();
export const audience = z.array(z.string().max(100)).max(200);

const fieldValues: z.ZodType<FieldValues> = z.record(z.string(), z.json());

export const text = {
	title: z.string().trim().min(1).max(longestTitle),
	summary: z.string().trim().max(1000).default(''),
	body: z.string().max(1_000_000).default(''),
	fields: fieldValues.default({}),
};

/** The window that sends a text, and the unsaved copy that it knows. */
export const ofWindow = {
	window: z.string().max(60).default(''),
	knownCopy: z.int().min(0).default(0),
};

/** A text of one variant, as it comes from the editor. */
export const draft = {
	itemId: id,
	language,
	expectedRevision: revision,
	basedOnRevision: revision.nullable().optional(),
	note: z.string().trim().max(500).default(''),
	...text,
	/** Without it the sender knows nothing of what lies unsaved, and that stays. */
	knownCopy: z.int().min(0).optional(),
	window: ofWindow.window,
	/** Comments whose proposals stand in the text. */
	resolves: z.array(id).max(1000).default([]),
};

export interface WrittenDraft extends DraftText, EditedVariant {
	readonly expectedRevision: number;
	readonly basedOnRevision?: number | null | undefined;
	readonly note: string;
	readonly major?: boolean;
	readonly knownCopy?: number | undefined;
	readonly window: string;
	readonly resolves: readonly string[];
}

export interface Saving {
	/** What was saved is no longer unsaved, and what was proposed in it is no longer open. */
	settle(
		context: CommandContext,
		written: EditedVariant & Pick<WrittenDraft, 'knownCopy' | 'window' | 'resolves'>,
	): Promise<void>;
	/** Saves the text, unless it is saved already, and answers its revision. */
	saveChanged(context: CommandContext, written: WrittenDraft): Promise<number>;
	/** Beyond those who may read it already only with the permission to share. */
	requireShare(
		context: CommandContext,
		itemId: string,
		choices: readonly string[] | undefined,
	): Promise<void>;
	/** Asks the readers to confirm by this day; those who were chosen before, else all of them. */
	askToConfirm(itemId: string, dueAt: number | undefined): Promise<void>;
}

export interface SavingParts {
	readonly content: ContentStore;
	readonly workingCopies: WorkingCopies;
	readonly access: Access;
	readonly comments: Pick<ReviewComments, 'setResolved'>;
	readonly acknowledgements: Pick<Acknowledgements, 'ask' | 'choice'>;
}

/** What all commands do with a text before they do something else with it. */
export function createSaving({
	acknowledgements,
	comments,
	content,
	workingCopies,
	access,
}: SavingParts): Saving {
	const saving: Saving = {
		async settle({ actor }, { knownCopy, window, resolves, ...edited }) {
			for (const commentId of resolves) await comments.setResolved(actor, commentId, true);
			if (actor.kind !== 'person' || knownCopy === undefined) return;
			await workingCopies.settle(actor.personId, edited, { id: window, knownCopy });
		},
		async saveChanged(context, { basedOnRevision, ...written }) {
			const newest = await content.openVariant(context.reader, written.itemId, written.language);
			const isSaved =
				newest?.number === written.expectedRevision &&
				(basedOnRevision ?? newest.basedOnRevision) === newest.basedOnRevision &&
				sameText(newest, written);
			const saved = isSaved
				? newest.number
				: await content.saveDraft(context.actor, {
						...written,
						...(basedOnRevision === undefined ? {} : { basedOnRevision }),
					});
			await saving.settle(context, written);
			return saved;
		},
		async requireShare({ actor, reader }, itemId, choices) {
			if (!choices) return;
			const { organisation, audience: present } = await content.open(reader, itemId);
			const free = ['own', `organisation:${organisation.id}`, ...present];
			if (choices.some((choice) => !free.includes(choice))) {
				access.require(actor, 'content.share', { organisationId: organisation.id });
			}
		},
		async askToConfirm(itemId, dueAt) {
			if (dueAt === undefined) return;
			const asked = await acknowledgements.choice(itemId);
			await acknowledgements.ask(itemId, { dueAt, concerned: asked?.concerned ?? [] });
		},
	};
	return saving;
}
