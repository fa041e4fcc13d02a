import type { Actor } from '../../access/actor.ts';
import type { Acknowledgements } from '../../content/acknowledgement/acknowledgements.ts';
import type { ContentTypes } from '../../content/content-types.ts';
import { selectReviewTasks } from '../../content/review/select-review-tasks.ts';
import { selectWaiting, waitingUrl } from '../../content/select-waiting.ts';
import { selectOpenBarriers } from '../../legal/barrier-reports.ts';
import { selectAssignedMisses } from '../../search/misses.ts';
import { toAssigned } from '../core-commands/search-commands.ts';
import { selectExamination, storedProblems } from '../health/health.ts';
import type { TaskSource } from '../plugin-context.ts';

/** As many as a reader looks through. */
const mostOfOneKind = 20;

/** What waits for people without any plugin. */
export function coreTasks(
	types: ContentTypes,
	acknowledgements: Pick<Acknowledgements, 'selectOpen'>,
): readonly TaskSource[] {
	return [
		hubProblems,
		openBarriers,
		openAcknowledgements(types, acknowledgements),
		waitingTexts(types),
		reviewTasks,
		assignedSearches,
	];
}

const administersNetwork = (actor: Actor) => actor.kind === 'person' && actor.networkAdmin;

/** What is wrong with the hub, for those who administer the network. */
const hubProblems: TaskSource = {
	select: ({ actor }) => (administersNetwork(actor) ? selectExamination() : null),
	toTasks: ({ text }, { t, format }) =>
		storedProblems(text ?? '').map(({ id, outcome, values = {} }) => ({
			title: t('home.hubProblem', { what: t(`health.${id}`) }),
			url: `/admin/health#health-${id}`,
			text: t(outcome === 'unknown' ? 'health.unknown' : `health.${id}.${outcome}`, format.values(values)),
			icon: 'heart-pulse',
			dueAt: 0,
		})),
};

/** Barriers that people reported, for those who administer the network. */
const openBarriers: TaskSource = {
	select: ({ actor }) => (administersNetwork(actor) ? selectOpenBarriers() : null),
	toTasks: ({ count, at }, { t, format }) => [
		{
			title: t('home.barriers', { count: count ?? 0 }),
			url: '/admin/legal?organisation=*#barriers',
			text: t('home.barriersText', { date: format.date(at ?? 0) }),
			icon: 'accessibility',
			dueAt: at ?? 0,
		},
	],
};

/** More than these are one line. */
const mostAcknowledgements = 3;

/** What the reader is asked to confirm. */
function openAcknowledgements(
	types: ContentTypes,
	acknowledgements: Pick<Acknowledgements, 'selectOpen'>,
): TaskSource {
	return {
		select: (reader) => acknowledgements.selectOpen(reader, mostAcknowledgements),
		toTasks({ id, title, count, text: position, path, at: dueAt }, { t, format }) {
			const due = dueAt === null ? {} : { dueAt };
			const date = dueAt === null ? '' : format.date(dueAt);
			const values = { title, count: count ?? 0, date, isDue: dueAt === null ? 'no' : 'yes' };
			if ((count ?? 0) <= mostAcknowledgements) {
				return [
					{
						...due,
						title: t('home.acknowledgement', values),
						url: `${waitingUrl(types, path ?? '') ?? `/i/${id}`}#acknowledgement`,
						text: t('home.acknowledgementText'),
						icon: 'book-open-check',
					},
				];
			}
			if (position !== '1') return [];
			return [
				{
					...due,
					title: t('home.acknowledgements', values),
					url: '/acknowledgements',
					text: t('home.acknowledgementsText', values),
					icon: 'book-open-check',
				},
			];
		},
	};
}

/** Texts that the reader wrote or answers for: to be checked again, or to be finished. */
function waitingTexts(types: ContentTypes): TaskSource {
	return {
		select: (reader) => selectWaiting(reader, { before: Date.now(), limit: mostOfOneKind }),
		toTasks({ kind, id, title, language, text: state, path, at }, { t, format }) {
			if (kind === 'review') {
				return [
					{
						title: t('home.review', { title }),
						url: waitingUrl(types, path ?? '') ?? `/i/${id}`,
						text: t('home.reviewText', { date: format.date(at ?? 0) }),
						icon: 'calendar-clock',
						dueAt: at ?? 0,
					},
				];
			}
			return [
				{
					title: t('home.draft', { title }),
					url: `/content/${id}/edit?language=${language}`,
					text: t(`home.draftText.${state}`, { language: t(`language.${language}`) }),
					icon: 'pencil-line',
				},
			];
		},
	};
}

/** Texts that the reader is to approve, that came back to them, or that were not published at their time. */
const reviewTasks: TaskSource = {
	select: (reader) => selectReviewTasks(reader, mostOfOneKind),
	toTasks: ({ kind, id, title, language, text: reason, path: reviewId, at }, { t, format }) => [
		{
			title: t(`home.reviewTask.${kind}`, { title }),
			url: reviewId === null ? `/content/${id}/edit?language=${language}` : `/reviews/${reviewId}`,
			text: t(`home.reviewTask.${kind}Text`, {
				language: t(`language.${language}`),
				date: format.dateTime(at ?? 0),
				reason: kind === 'failed' ? t(`error.${reason}`) : shorten(reason ?? ''),
			}),
			icon: kind === 'approve' ? 'clipboard-check' : kind === 'sentBack' ? 'undo-2' : 'calendar-x',
			dueAt: at ?? 0,
		},
	],
};

const longestReason = 160;

function shorten(reason: string): string {
	const line = reason.replace(/\s+/g, ' ').trim();
	return line.length > longestReason ? `${line.slice(0, longestReason - 1).trimEnd()}…` : line;
}

/** What others searched for in vain, and the reader was asked to take care of. */
const assignedSearches: TaskSource = {
	select: ({ actor }) =>
		actor.kind === 'person' && actor.memberships.length > 0
			? selectAssignedMisses(toAssigned(actor), mostOfOneKind)
			: null,
	toTasks: ({ id, title: words, count, text: note }, { t }) => [
		{
			title: t('home.miss', { words }),
			url: `/searches/${id}`,
			text: note === null || note === '' ? t('home.missText', { count: count ?? 0 }) : note,
			icon: 'search-x',
		},
	],
};
