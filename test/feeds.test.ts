import { convertIcsCalendar, type IcsCalendar } from 'ts-ics';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type Answer, type TestHub } from './harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const anyone = () => hub.client();
const addressOf = async (who: keyof TestHub['as']) =>
	`/feeds/${String((await hub.as[who].execute('feeds.createAddress'))['token'])}`;

describe('the feed', () => {
	test('is an Atom feed of what its owner may read, newest first, whatever is in the titles', async () => {
		const title = 'Ein <script>alert(1)</script> & „Titel“\u0007 ]]>';
		const item = await hub.seed.item({ title, summary: '<b>fett</b>' });
		await hub.seed.item({ title: 'Nur Beta', owner: 'beta' });
		await hub.seed.item({ title: 'Entwurf', published: false });
		await hub.seed.item({ title: 'Für alle', owner: 'beta', audience: ['network'] });

		const { entries, ...feed } = readAtom(await anyone().get(`${await addressOf('reader')}/news.atom`));

		expect(feed).toMatchObject({ namespace: 'http://www.w3.org/2005/Atom', title: ['Verbund'] });
		expect(feed.id[0]).toMatch(/^urn:uuid:/);
		expect(Date.parse(feed.updated[0] ?? '')).toBeGreaterThan(0);
		expect(entries.map((entry) => entry['title'])).toEqual([
			['Für alle'],
			['Ein <script>alert(1)</script> & „Titel“ ]]>'],
		]);
		expect(entries[1]).toMatchObject({
			id: [`urn:uuid:${item.id}`],
			summary: ['<b>fett</b>'],
			'link@href': [`http://localhost${item.url}`],
			name: ['Alpha'],
		});
	});

	test('tells of a text that was published anew', async () => {
		const address = `${await addressOf('reader')}/news.atom`;
		const first = await hub.seed.item({ title: 'Altes' });
		await hub.seed.item({ title: 'Neueres' });
		const saved = await hub.as.author.execute('content.saveDraft', {
			itemId: first.id,
			language: 'de',
			expectedRevision: first.revision,
			title: 'Erneuertes',
		});
		await hub.as.author.execute('content.publish', {
			itemId: first.id,
			language: 'de',
			revision: saved['revision'],
		});

		const { entries } = readAtom(await anyone().get(address));

		expect(entries[0]?.['title']).toEqual(['Erneuertes']);
	});

	test('need not be sent again while nothing has changed', async () => {
		const address = `${await addressOf('reader')}/news.atom`;
		const { headers } = await anyone().get(address);
		const tag = headers.etag ?? '';

		const same = await anyone().get(address, { 'if-none-match': `"other", W/${tag}` });
		expect([same.status, same.text, same.headers.etag]).toEqual([304, '', tag]);
		expect(headers['cache-control']).toBe('private, no-cache');
		const asked = await anyone().send('HEAD', address);
		expect([asked.status, asked.text, asked.headers['content-type']]).toEqual([
			200,
			'',
			'application/atom+xml; charset=utf-8',
		]);

		await hub.seed.item({ title: 'Etwas Neues' });
		expect((await anyone().get(address, { 'if-none-match': tag })).status).toBe(200);
	});
});

describe('the calendar', () => {
	test('has the days on which its owner is to check texts, as RFC 5545 writes them', async () => {
		const title =
			'Hygiene; Küche, Bad \\ und alles andere, was eine sehr lange Zeile braucht – mit Umlauten äöü';
		const { id } = await hub.seed.item({ title });
		const due = Date.parse('2031-03-30T23:30:00+02:00');
		await hub.app.database.transaction((transaction) =>
			transaction.updateTable('items').set({ review_due_at: due }).where('id', '=', id).execute(),
		);

		const { text, headers } = await anyone().get(`${await addressOf('author')}/dates.ics`);
		const event = readCalendar(text).events?.find(({ uid }) => uid === `core.reviews.${id}@localhost`);

		expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
		expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
		expect(event?.summary).toBe(`Prüfen: ${title}`);
		expect(event?.start).toMatchObject({ type: 'DATE', date: new Date('2031-03-30T00:00:00Z') });
		expect(event?.end).toMatchObject({ type: 'DATE', date: new Date('2031-03-31T00:00:00Z') });
		const ofReader = await anyone().get(`${await addressOf('reader')}/dates.ics`);
		expect(ofReader.text).not.toContain(id);
		expect(ofReader.text).toContain('BEGIN:VCALENDAR');
	});

	test('has dates of plugins, and stands without one that fails', async () => {
		const { calendars } = hub.app;
		const declared = ['test.dates', 'test.broken'].map((id) => ({ id, title: id, pluginId: null }));
		const forget = calendars.declare(declared);
		const startsAt = Date.parse('2031-01-02T10:00:00Z');
		calendars.register('test.dates', {
			list: async () => [
				{
					id: '1',
					title: 'Treffen',
					startsAt,
					endsAt: startsAt + 5_400_000,
					changedAt: startsAt,
					place: 'Saal',
				},
			],
		});

		const { text } = await anyone().get(`${await addressOf('reader')}/dates.ics`);
		forget();

		expect(readCalendar(text).events).toContainEqual(
			expect.objectContaining({ summary: 'Treffen', location: 'Saal' }),
		);
		expect(text).toContain('DTSTART:20310102T100000Z\r\nDTEND:20310102T113000Z');
	});
});

describe('an address', () => {
	test('opens with its secret alone, and not to cookies', async () => {
		const address = await addressOf('admin');
		for (const path of ['/feeds/', '/feeds/x/news.atom', `${address}/other`, `${address}x/news.atom`])
			expect((await hub.as.admin.get(path)).status, path).toBe(404);
		expect((await anyone().send('POST', `${address}/news.atom`)).status).not.toBe(200);
	});

	test('ends when it is withdrawn, replaced, or its owner is disabled', async () => {
		const statusOf = async (address: string) => (await anyone().get(`${address}/news.atom`)).status;
		const first = await addressOf('trainer');
		const second = await addressOf('trainer');
		expect([await statusOf(first), await statusOf(second)]).toEqual([404, 200]);

		await hub.as.trainer.execute('feeds.revokeAddress');
		expect(await statusOf(second)).toBe(404);

		const third = await addressOf('trainer');
		await hub.as.networkAdmin.execute('accounts.setDisabled', {
			personId: hub.network.people.trainer,
			disabled: true,
		});
		expect(await statusOf(third)).toBe(404);
	});

	test('is kept as a digest, and shows what its owner may read now', async () => {
		const address = await addressOf('both');
		const stored = await hub.app.database.query.selectFrom('feed_addresses').selectAll().execute();
		expect(JSON.stringify(stored)).not.toContain(address.split('/')[2]);
		const { title } = { title: 'Betas Neues' };
		await hub.seed.item({ title, owner: 'beta' });
		expect((await anyone().get(`${address}/news.atom`)).text).toContain(title);

		await hub.as.foreignAdmin.execute('accounts.removeMember', {
			organisationId: hub.network.beta,
			personId: hub.network.people.both,
		});

		expect((await anyone().get(`${address}/news.atom`)).text).not.toContain(title);
	});
});

type Elements = Record<string, string[]>;

/** By a strict parser: what is not well-formed fails. Texts and addresses by the names of their elements. */
function readAtom({ status, text }: Answer) {
	expect(status).toBe(200);
	const feed: Elements = {};
	const entries: Elements[] = [];
	const path: string[] = [];
	let namespace = '';
	const parser = new SaxesParser({ xmlns: true });
	const current = () => (path.includes('entry') ? (entries.at(-1) ?? {}) : feed);
	const add = (name: string, value: string) => (current()[name] ??= []).push(value);
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', ({ local, attributes, uri }) => {
		if (local === 'entry') entries.push({});
		if (local === 'feed') namespace = uri;
		path.push(local);
		const href = attributes['href']?.value;
		if (href !== undefined && attributes['rel']?.value === 'alternate') add(`${local}@href`, href);
	});
	parser.on('text', (written) => {
		if (written.trim() !== '') add(path.at(-1) ?? '', written);
	});
	parser.on('closetag', () => void path.pop());
	parser.write(text).close();
	const { id = [], title = [], updated = [] } = feed;
	return { namespace, id, title, updated, entries };
}

function readCalendar(text: string): IcsCalendar {
	return convertIcsCalendar(undefined, text);
}
