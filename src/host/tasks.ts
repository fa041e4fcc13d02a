import type { ContentStore } from '../content/content-store.ts';
import type { WaitingItem } from '../content/list-waiting.ts';
import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';
import { formattersFor } from '../l10n/formatters.ts';
import type { Translate } from '../l10n/translator.ts';
import type { BarrierReports } from '../legal/barrier-reports.ts';
import { listAssignedMisses } from '../search/misses.ts';
import { toAssigned } from './core-commands/search-commands.ts';
import type { Health } from './health/health.ts';
import type { Task, TaskProvider, TaskRequest } from './plugin-context.ts';
import type { PluginHost } from './plugin-host.ts';
import type { Visitor } from './visitor.ts';

const mostOfOneKind = 20;

interface TaskParts {
	readonly content: ContentStore;
	readonly database: Database;
	readonly health: Health;
	readonly host: PluginHost;
	readonly legal: { readonly barriers: BarrierReports };
}

/** All that waits for whoever asks, from the core and from the plugins that are on; what is due first at the top. */
export async function tasksFor(
	parts: TaskParts,
	{ actor, reader, language, disabledPlugins }: Visitor,
	t: Translate,
): Promise<readonly Task[]> {
	if (actor.kind !== 'person') return [];
	const request: TaskRequest = { t, language, format: formattersFor(language) };
	const ofCore = [hubProblems(parts), openBarriers(parts), waitingTexts(parts), assignedSearches(parts)].map(
		(provider) => provider.list(reader, request),
	);
	const lists = await Promise.all([...ofCore, parts.host.tasks(reader, request, disabledPlugins)]);
	return lists.flat().sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
}

/** What is wrong with the hub, for those who administer the network. */
function hubProblems({ health }: TaskParts): TaskProvider {
	return {
		async list({ actor }: Reader, { t, format }: TaskRequest) {
			if (actor.kind !== 'person' || !actor.networkAdmin) return [];
			return (await health.problems()).map(({ id, outcome, values = {} }) => ({
				title: t('home.hubProblem', { what: t(`health.${id}`) }),
				url: `/admin/health#health-${id}`,
				text: t(outcome === 'unknown' ? 'health.unknown' : `health.${id}.${outcome}`, format.values(values)),
				icon: 'heart-pulse',
				dueAt: 0,
			}));
		},
	};
}

/** Barriers that people reported, for those who administer the network. */
function openBarriers({ legal }: TaskParts): TaskProvider {
	return {
		async list({ actor }: Reader, { t, format }: TaskRequest) {
			if (actor.kind !== 'person' || !actor.networkAdmin) return [];
			const { count, since } = await legal.barriers.open();
			if (count === 0) return [];
			return [
				{
					title: t('home.barriers', { count }),
					url: '/admin/legal?organisation=*#barriers',
					text: t('home.barriersText', { date: format.date(since) }),
					icon: 'accessibility',
					dueAt: since,
				},
			];
		},
	};
}

/** Texts that the reader wrote or answers for: to be checked again, or to be finished. */
function waitingTexts({ content }: TaskParts): TaskProvider {
	return {
		async list(reader: Reader, request: TaskRequest) {
			const waiting = await content.listWaiting(reader, { before: Date.now(), limit: mostOfOneKind });
			return waiting.map((item) => (item.kind === 'review' ? toReview : toDraft)(item, request));
		},
	};
}

function toReview({ title, url, reviewDueAt }: WaitingItem, { t, format }: TaskRequest): Task {
	const dueAt = reviewDueAt ?? 0;
	return {
		title: t('home.review', { title }),
		url,
		text: t('home.reviewText', { date: format.date(dueAt) }),
		icon: 'calendar-clock',
		dueAt,
	};
}

function toDraft({ id, title, language, state }: WaitingItem, { t }: TaskRequest): Task {
	return {
		title: t(state === 'inReview' ? 'home.inReview' : 'home.draft', { title }),
		url: `/content/${id}/edit?language=${language}`,
		text: t(`home.draftText.${state}`, { language: t(`language.${language}`) }),
		icon: 'pencil-line',
	};
}

/** What others searched for in vain, and the reader was asked to take care of. */
function assignedSearches({ database }: TaskParts): TaskProvider {
	return {
		async list({ actor }: Reader, { t }: TaskRequest) {
			if (actor.kind !== 'person' || actor.memberships.length === 0) return [];
			const misses = await listAssignedMisses(database.query, toAssigned(actor), mostOfOneKind);
			return misses.map(({ id, words, count, note }) => ({
				title: t('home.miss', { words }),
				url: `/searches/${id}`,
				text: note === '' ? t('home.missText', { count }) : note,
				icon: 'search-x',
			}));
		},
	};
}
