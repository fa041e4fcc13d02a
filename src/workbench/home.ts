import type { ListedItem } from '../content/item.ts';
import type { WorkbenchLocals } from './locals.ts';
import { currentWalkthrough } from './walkthroughs.ts';

const newsDays = 7;
const mostNews = 6;
const mostTasks = 5;

interface Link {
	readonly title: string;
	readonly url: string;
}

/** What the home page shows; what plugins bring to it comes on top. */
export async function homeOf(locals: WorkbenchLocals) {
	const { content, person, t } = locals;
	const now = Date.now();
	const [tasks, news] = await Promise.all([
		locals.tasks(),
		content.list({ types: newsTypes(locals), order: 'newest', limit: mostNews }),
	]);
	const isEmpty = news.length === 0 && (await content.list({ order: 'newest', limit: 1 })).length === 0;
	return {
		isEmpty,
		isNowhere: person?.organisation === null && !person.networkAdmin,
		greeting: greeting(locals, now),
		lead: isEmpty ? t('home.start') : lead(tasks.length, fresh(news, now), locals),
		tasks: tasks.slice(0, mostTasks),
		moreTasks: tasks.slice(mostTasks),
		news,
		allNews: allNews(locals),
		walkthrough: currentWalkthrough(locals.walkthroughs()),
		firstSteps: isEmpty ? await firstSteps(locals) : [],
	};
}

/** Types without a card of their own. */
function newsTypes({ content }: WorkbenchLocals): readonly string[] {
	return content.types.filter(({ inNews }) => inNews).map(({ id }) => id);
}

/** With one kind of text its page lists all of them, newest first; of several there is no such page. */
function allNews({ content, t }: WorkbenchLocals): Link | undefined {
	const [type, ...others] = content.types.filter(({ inNews }) => inNews);
	return type && others.length === 0 ? { title: t('home.allNews'), url: type.route } : undefined;
}

function fresh(news: readonly ListedItem[], now: number): number {
	return news.filter(({ publishedAt }) => publishedAt > now - newsDays * 86_400_000).length;
}

/** Two sentences; of news beyond what was read the number is not known. */
function lead(waiting: number, news: number, { t }: WorkbenchLocals): string {
	return [
		t('home.waiting', { count: waiting }),
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

/** Where nothing is published yet: what the person can do about it. */
async function firstSteps({ can, content, label, newItems, t }: WorkbenchLocals): Promise<readonly Link[]> {
	const [fresh] = newItems();
	const drafts = can('content.readDrafts') ? await content.listWorking({ shelf: 'drafts', limit: 1 }) : [];
	return [
		...(drafts.length > 0 ? [{ title: t('home.first.drafts'), url: '/drafts' }] : []),
		...(fresh ? [{ title: t('home.first.write', { type: label(fresh.type.title) }), url: fresh.url }] : []),
		...(can('accounts.manage') ? [{ title: t('home.first.invite'), url: '/admin/people' }] : []),
	];
}
