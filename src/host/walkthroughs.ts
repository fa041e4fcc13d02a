import type { Actor } from '../access/actor.ts';
import { findAccount } from '../accounts/account.ts';
import type { People } from '../accounts/people.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import type { WalkthroughDeclaration } from './manifest.ts';
import { holds } from './menus.ts';
import type { WhenLookUp } from './when.ts';

export interface DeclaredWalkthrough extends WalkthroughDeclaration {
	readonly pluginId: string;
}

/** A walkthrough as one person sees it; texts are `%key%` of the manifest. */
export interface Walkthrough {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly icon: string | null;
	readonly steps: readonly WalkthroughStep[];
	/** The person does not want to see it on the home page. */
	readonly putAway: boolean;
}

export interface WalkthroughStep {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly done: boolean;
	readonly action: {
		readonly title: string;
		readonly url: string;
		/** Whoever follows the link has done the step. */
		readonly completes: boolean;
	} | null;
}

export interface WalkthroughRequest {
	/** From the person's preferences. */
	readonly marks: readonly string[];
	readonly lookUp: WhenLookUp;
	readonly disabledPlugins: readonly string[];
}

/**
 * First steps that tick themselves off. What is done is a mark in the person's preferences, without a time; nobody
 * else sees it.
 */
export interface Walkthroughs {
	declare(walkthroughs: readonly DeclaredWalkthrough[]): () => void;
	/** Those that are meant for the person, in their order. */
	list(request: WalkthroughRequest): readonly Walkthrough[];
	/** Ticks off the steps that wait for this command; part of its transaction. */
	noteCommand(actor: Actor, command: string): Promise<void>;
	/** @throws VerbundError `request.notFound` */
	markStep(personId: string, walkthrough: string, step: string, done: boolean): Promise<void>;
	/** What was put away is not recorded any longer. @throws VerbundError `request.notFound` */
	setPutAway(personId: string, walkthrough: string, putAway: boolean): Promise<void>;
}

export function createWalkthroughs(
	database: Database,
	people: Pick<People, 'changePreferences'>,
): Walkthroughs {
	const declared = new Map<string, DeclaredWalkthrough>();

	return {
		declare(walkthroughs) {
			for (const walkthrough of walkthroughs) declared.set(walkthrough.id, walkthrough);
			return () => walkthroughs.forEach(({ id }) => declared.delete(id));
		},
		list: ({ marks, lookUp, disabledPlugins }) =>
			[...declared.values()]
				.filter(({ pluginId, when }) => !disabledPlugins.includes(pluginId) && holds(when, lookUp))
				.sort((a, b) => a.order - b.order)
				.map((walkthrough) => toWalkthrough(walkthrough, marks, lookUp)),
		async noteCommand(actor, command) {
			if (actor.kind !== 'person') return;
			const reached = [...declared.values()].flatMap(({ id, steps }) =>
				steps
					.filter(({ completionEvents }) => completionEvents.includes(`onCommand:${command}`))
					.map((step) => ({ walkthrough: id, mark: markOf(id, step.id) })),
			);
			if (reached.length === 0) return;
			await changeMarks(actor.personId, (marks) => [
				...marks,
				...reached.filter(({ walkthrough }) => !marks.includes(markOf(walkthrough))).map(({ mark }) => mark),
			]);
		},
		async markStep(personId, walkthrough, step, done) {
			if (!declared.get(walkthrough)?.steps.some(({ id }) => id === step)) throw notFound();
			await setMark(personId, markOf(walkthrough, step), done);
		},
		async setPutAway(personId, walkthrough, putAway) {
			if (!declared.has(walkthrough)) throw notFound();
			await setMark(personId, markOf(walkthrough), putAway);
		},
	};

	function setMark(personId: string, mark: string, set: boolean): Promise<void> {
		return changeMarks(personId, (marks) => (set ? [...marks, mark] : marks.filter((one) => one !== mark)));
	}

	/** Marks of walkthroughs that are gone go too. */
	function changeMarks(
		personId: string,
		change: (marks: readonly string[]) => readonly string[],
	): Promise<void> {
		return database.transaction(async () => {
			const account = await findAccount(database, { id: personId });
			const before = account?.preferences.walkthroughs ?? [];
			const after = [...new Set(change(before))];
			if (!account || after.join() === before.join()) return;
			const isDeclared = (mark: string) => declared.has(mark.split('/')[0] ?? '');
			await people.changePreferences(personId, { walkthroughs: after.filter(isDeclared) });
		});
	}
}

/** `first-steps.reader/search`; without a step: the walkthrough is put away. */
function markOf(walkthrough: string, step?: string): string {
	return step === undefined ? walkthrough : `${walkthrough}/${step}`;
}

function toWalkthrough(
	{ id, title, description, icon, steps }: DeclaredWalkthrough,
	marks: readonly string[],
	lookUp: WhenLookUp,
): Walkthrough {
	return {
		id,
		title,
		description,
		icon: icon ?? null,
		putAway: marks.includes(markOf(id)),
		steps: steps
			.filter(({ when }) => holds(when, lookUp))
			.map((step) => ({
				id: step.id,
				title: step.title,
				description: step.description,
				done:
					marks.includes(markOf(id, step.id)) ||
					step.completionEvents.some((event) => isContextReached(event, lookUp)),
				action: step.action
					? {
							title: step.action.title,
							url: step.action.route,
							completes: step.completionEvents.includes(`onLink:${step.action.route}`),
						}
					: null,
			})),
	};
}

function isContextReached(event: string, lookUp: WhenLookUp): boolean {
	const [, clause] = /^onContext:(.+)$/s.exec(event) ?? [];
	return clause !== undefined && holds(clause, lookUp);
}
