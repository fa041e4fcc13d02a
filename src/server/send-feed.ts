import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sql } from 'kysely';
import type { App } from '../app.ts';
import { toActor } from '../accounts/account.ts';
import { VerbundError, notFound } from '../errors.ts';
import { writeAtom } from '../feeds/atom.ts';
import { writeICalendar } from '../feeds/i-calendar.ts';
import { visitorFor, type Visitor } from '../host/visitor.ts';
import { formattersFor } from '../l10n/formatters.ts';

const mostEntries = 50;

interface Feed {
	readonly type: string;
	readonly body: string;
}

const kinds: Readonly<Record<string, (app: App, visitor: Visitor, self: string) => Promise<Feed>>> = {
	'news.atom': news,
	'dates.ics': dates,
};

/**
 * `GET /feeds/<token>/news.atom` and `…/dates.ics`: what the person whose address it is may read now. The token is all
 * that these programs have; cookies count for nothing here.
 */
export async function sendFeed(
	app: App,
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
): Promise<void> {
	const { method } = request;
	if (method !== 'GET' && method !== 'HEAD') throw new VerbundError('request.methodNotAllowed');
	const [, , token = '', name = '', ...rest] = path.split('/');
	const write = Object.hasOwn(kinds, name) && rest.length === 0 ? kinds[name] : undefined;
	const account = write ? await app.feeds.find(token) : null;
	if (!write || !account) throw notFound();
	const visitor = await visitorFor({ ...app, types: app.content.types }, toActor(account, null, 'readOnly'), {
		account,
		session: null,
	});
	const { type, body } = await write(app, visitor, new URL(path, app.config.url).href);
	const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
	response.setHeader('Content-Type', type);
	response.setHeader('Cache-Control', 'private, no-cache');
	response.setHeader('ETag', tag);
	response.setHeader('X-Robots-Tag', 'noindex');
	if (isKnown(request.headers['if-none-match'], tag)) {
		response.statusCode = 304;
		response.end();
		return;
	}
	response.end(method === 'HEAD' ? undefined : body);
}

/** RFC 9110, 13.1.2. */
function isKnown(condition: string | undefined, tag: string): boolean {
	if (condition === undefined) return false;
	return condition.split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}

/** Of any of its languages. */
const lastPublished = sql<number>`(select max(published.published_at) from item_variants as published
	where published.item_id = items.id)`;

async function news(app: App, { reader, actor, language, settings }: Visitor, self: string): Promise<Feed> {
	const items = await app.content.list(reader, { order: sql`${lastPublished} desc`, limit: mostEntries });
	const times = await app.database.query
		.selectFrom('items')
		.select(['id', lastPublished.as('at')])
		.where('id', 'in', [...items.map(({ id }) => id), ''])
		.execute();
	const updatedAt = new Map(times.map(({ id, at }) => [id, at]));
	const absolute = (path: string) => new URL(path, app.config.url).href;
	const label = (text: string) => app.translator.resolve(language, text);
	const entries = items.map((item) => ({
		id: `urn:uuid:${item.id}`,
		title: item.title,
		summary: item.summary,
		language: item.language,
		url: absolute(item.url),
		author: item.organisation.name,
		category: { term: item.type, label: label(app.content.types.find(item.type)?.title ?? item.type) },
		updatedAt: updatedAt.get(item.id) ?? item.publishedAt,
	}));
	const personId = actor.kind === 'person' ? actor.personId : '';
	const body = writeAtom({
		id: `urn:uuid:${personId}`,
		title: String(settings.get('network.name')),
		language,
		url: absolute('/'),
		self,
		updatedAt: Math.max(0, ...entries.map(({ updatedAt }) => updatedAt)),
		entries,
	});
	return { type: 'application/atom+xml; charset=utf-8', body };
}

async function dates(app: App, { reader, language, settings, disabledPlugins }: Visitor): Promise<Feed> {
	const t = app.translator.for(language);
	const request = { t, language, format: formattersFor(language) };
	const events = await app.calendars.list(reader, request, disabledPlugins);
	const body = writeICalendar({
		title: String(settings.get('network.name')),
		events,
		url: app.config.url,
	});
	return { type: 'text/calendar; charset=utf-8', body };
}
