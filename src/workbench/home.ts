import type { ListedItem } from '../content/item.ts';
import type { WorkingListItem } from '../content/list-items.ts';
import type { WorkbenchLocals } from './locals.ts';

const newsDays = 7;
const mostNews = 8;
const mostTasks = 5;
const mostDrafts = 20;
const mostCollections = 12;

/** Something that waits for the person. */
export interface Task {
	readonly title: string;
	readonly url: string;
	readonly text: string;
	readonly icon: string;
	readonly kind: 'warning' | 'neutral';
	readonly time: number;
}

interface FirstStep {
	readonly title: string;
	readonly url: string;
}

/** What the start page shows, in four queries. */
export async function homeOf(locals: WorkbenchLocals) {
	const { can, content, t } = locals;
	const now = Date.now();
	const due = await content.listDueReviews({ before: now, limit: mostTasks });
	const drafts = can('content.readDrafts')
		? await content.listWorking({ shelf: 'drafts', ownOnly: true, limit: mostDrafts })
		: [];
	const news = await content.list({ order: 'newest', limit: mostNews });
	const isEmpty = news.length === 0;
	const shownDrafts = drafts.slice(0, mostTasks - due.length);
	return {
		greeting: greeting(locals, now),
		lead: isEmpty ? t('home.start') : lead(due.length + drafts.length, fresh(news, now), locals),
		tasks: [
			...due.map((item) => toReview(item, locals)),
			...shownDrafts.map((draft) => toDraft(draft, locals)),
		],
		hasMoreDrafts: drafts.length > shownDrafts.length,
		news,
		collections: isEmpty ? [] : await collectionLinks(locals),
		firstSteps: isEmpty ? await firstSteps(locals) : [],
	};
}

/** Collections of the acting organisation that hold something of its first content type. */
async function collectionLinks({ content, person }: WorkbenchLocals) {
	const [type] = content.types;
	if (!person?.organisation || !type) return [];
	const collections = await content.collections({
		organisationId: person.organisation.id,
		types: [type.id],
		withEmpty: false,
		limit: mostCollections,
	});
	return collections
		.filter(({ parentId }) => parentId === null)
		.map(({ id, title }) => ({ title, url: `${type.route}?collection=${id}` }));
}

function fresh(news: readonly ListedItem[], now: number): number {
	return news.filter(({ publishedAt }) => publishedAt > now - newsDays * 86_400_000).length;
}

/** Two sentences; beyond what was read the number is not known. */
function lead(waiting: number, news: number, { t }: WorkbenchLocals): string {
	return [
		waiting < mostDrafts ? t('home.waiting', { count: waiting }) : t('home.waitingMany'),
		news < mostNews ? t('home.fresh', { count: news }) : t('home.freshMany'),
	].join(' ');
}

/** The first name; a title before it ("Dr.") is left out. */
export function firstName(name: string): string {
	const words = name.split(/\s+/).filter((word) => word !== '');
	return words.find((word) => !word.endsWith('.')) ?? words[0] ?? '';
}

export function partOfDay(time: number): 'morning' | 'day' | 'evening' {
	const hour = Number(
		new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' }).format(
			time,
		),
	);
	if (hour >= 4 && hour < 11) return 'morning';
	return hour >= 11 && hour < 18 ? 'day' : 'evening';
}

function greeting({ person, t }: WorkbenchLocals, now: number): string {
	return t(`home.greeting.${partOfDay(now)}`, { name: firstName(person?.name ?? '') });
}

function toReview({ title, url, reviewDueAt }: ListedItem, { t, format }: WorkbenchLocals): Task {
	const time = reviewDueAt ?? 0;
	return {
		title: t('home.review', { title }),
		url,
		text: t('home.reviewText', { date: format.date(time) }),
		icon: 'calendar-clock',
		kind: 'warning',
		time,
	};
}

function toDraft({ id, title, language, state, updatedAt }: WorkingListItem, { t }: WorkbenchLocals): Task {
	return {
		title: t(state === 'inReview' ? 'home.inReview' : 'home.draft', { title }),
		url: `/content/${id}/edit?language=${language}`,
		text: t(`home.draftText.${state}`, { language: t(`language.${language}`) }),
		icon: 'pencil-line',
		kind: 'neutral',
		time: updatedAt,
	};
}

/** Where nothing is published yet: what the person can do about it. */
async function firstSteps({ can, content, label, t }: WorkbenchLocals): Promise<FirstStep[]> {
	const [type] = content.types;
	const drafts = can('content.readDrafts') ? await content.listWorking({ shelf: 'drafts', limit: 1 }) : [];
	return [
		...(drafts.length > 0 ? [{ title: t('home.first.drafts'), url: '/drafts' }] : []),
		...(type && can('content.write')
			? [{ title: t('home.first.write', { type: label(type.title) }), url: `/content/new?type=${type.id}` }]
			: []),
		...(can('accounts.manage') ? [{ title: t('home.first.invite'), url: '/admin/people' }] : []),
	];
}
