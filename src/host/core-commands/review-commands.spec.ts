import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { root } from '../../../test/harness/test-config.ts';
import { readReview } from '../../content/review/read-review.ts';
import { reviewsFor } from '../reviews/reviews-for.ts';
import { tasksFor } from '../tasks/tasks.ts';
import type { SeededItem } from '../../../test/harness/seed.ts';
import type { Who } from '../../../test/harness/test-network.ts';

let hub: TestApp;
let collectionId: string;

beforeAll(async () => {
	hub = await createTestApp();
	collectionId = await hub.seed.collection('Notfall');
	await savePolicy({ collectionId, approvers: 'role', fourEyes: true, checkMonths: 6 });
});

function savePolicy(policy: Record<string, unknown>) {
	return hub.as.admin.execute('content.saveReviewPolicy', { organisationId: hub.network.alpha, ...policy });
}

/** A draft of the author's, in the collection with the policy. */
function guarded(text: { readonly title?: string; readonly body?: string } = {}): Promise<SeededItem> {
	return hub.seed.item({ collectionId, published: false, ...text });
}

async function submit(item: SeededItem, more: Record<string, unknown> = {}) {
	const answer = await hub.as.author.execute('content.submitForReview', {
		...{ itemId: item.id, language: 'de', revision: item.revision, ...more },
	});
	return String(answer['reviewId']);
}

async function save(who: Who, item: SeededItem, expectedRevision: number, body: string): Promise<number> {
	const saved = await hub.as[who].execute('content.saveDraft', {
		...{ itemId: item.id, language: 'de', expectedRevision, title: 'Neuer Titel', body },
	});
	return Number(saved['revision']);
}

function publish(who: Who, item: SeededItem, revision = item.revision) {
	return hub.as[who].execute('content.publish', { itemId: item.id, language: 'de', revision });
}

async function stepsOf(item: SeededItem): Promise<string[]> {
	const steps = await hub.app.database.query
		.selectFrom('item_steps')
		.select(['act', 'person_id', 'reason'])
		.where('item_id', '=', item.id)
		.orderBy('id')
		.execute();
	const name = (id: string | null) =>
		Object.entries(hub.network.people).find(([, personId]) => personId === id)?.[0] ?? 'hub';
	return steps.map(({ act, person_id, reason }) => `${act} ${name(person_id)} ${reason}`.trim());
}

async function variantOf({ id }: SeededItem) {
	const { reader } = await hub.as.author.visit();
	const { variants, edition, reviewDueAt } = await hub.app.content.open(reader, id);
	return { ...variants[0], edition, reviewDueAt };
}

describe('where somebody has to approve', () => {
	test('an author publishes in no way', async () => {
		const item = await guarded({ title: 'Evakuieren', body: 'Alle hinaus.' });
		const { id: itemId, revision } = item;
		const ways: readonly [string, Record<string, unknown>][] = [
			['content.publish', { itemId, language: 'de', revision }],
			[
				'content.saveAndPublish',
				{ itemId, language: 'de', expectedRevision: revision, title: 'E', audience: ['own'] },
			],
			['content.schedule', { itemId, language: 'de', revision, publishAt: '2099-01-01T08:00' }],
			[
				'content.saveAndSchedule',
				{ itemId, language: 'de', expectedRevision: revision, title: 'E', publishAt: '2099-01-01T08:00' },
			],
		];

		for (const [command, input] of ways) {
			await expect(hub.as.author.execute(command, input), command).rejects.toMatchObject({
				code: 'review.approvalRequired',
			});
		}

		expect(await variantOf(item)).toMatchObject({ state: 'draft', publishedRevision: null, edition: 0 });
	});

	test('neither does the hub itself, for an import or anything else', async () => {
		const item = await guarded();
		const { content } = hub.app;
		const { reader } = await hub.as.author.visit();
		const publication = await content.prepare('procedure', await content.revision(reader, item.id, 1));

		const publishing = content.publish(
			{ kind: 'system', purpose: 'import' },
			{ itemId: item.id, language: 'de', revision: 1, major: false },
			publication,
		);

		await expect(publishing).rejects.toMatchObject({ code: 'review.approvalRequired' });
	});

	test('an approver publishes what others wrote, and nothing that they wrote themselves', async () => {
		const item = await guarded();
		await publish('approver', item);
		const own = await save('approver', item, item.revision, 'Vom Prüfer geändert');
		const later = await save('author', item, own, 'Von der Autorin geändert');

		await expect(publish('approver', item, later)).rejects.toMatchObject({ code: 'review.fourEyes' });
		expect(await variantOf(item)).toMatchObject({ publishedRevision: item.revision });
	});

	test('what was restored is a change like any other', async () => {
		const item = await guarded({ body: 'Erste Fassung' });
		await publish('approver', item);
		const restored = await hub.as.approver.execute('content.restoreRevision', {
			itemId: item.id,
			revision: item.revision,
		});

		await expect(publish('approver', item, Number(restored['revision']))).rejects.toMatchObject({
			code: 'review.fourEyes',
		});
	});

	test('a published text does not leave its collection by an author, a draft does', async () => {
		const [published, draft] = [await guarded(), await guarded()];
		await publish('approver', published);
		const move = (who: Who, { id }: SeededItem) =>
			hub.as[who].execute('content.setProperties', { itemId: id, collectionId: null });

		await expect(move('author', published)).rejects.toMatchObject({ code: 'review.approvalRequired' });
		await expect(move('author', draft)).resolves.toEqual({});
		await expect(move('approver', published)).resolves.toEqual({});
	});

	test('no text is published elsewhere and brought in, and no approver brings in their own', async () => {
		const seeded = (text: { readonly published: boolean }) => hub.seed.item({ collectionId, ...text });
		const move = (who: Who, { id }: SeededItem, to: string | null) =>
			hub.as[who].execute('content.setProperties', { itemId: id, collectionId: to });
		const draft = await seeded({ published: false });
		await move('author', draft, null);
		await publish('author', draft);
		const changed = await guarded();
		await publish('approver', changed);
		await save('approver', changed, changed.revision, 'Allein geändert');

		await expect(move('author', draft, collectionId)).rejects.toMatchObject({
			code: 'review.approvalRequired',
		});
		await expect(move('approver', draft, collectionId)).resolves.toEqual({});
		await expect(move('approver', changed, null)).rejects.toMatchObject({ code: 'review.fourEyes' });
	});

	test('the first publication sets the day of the next review', async () => {
		const item = await guarded();

		await publish('approver', item);

		const { reviewDueAt } = await variantOf(item);
		const months = ((reviewDueAt ?? 0) - Date.now()) / (30.4 * 86_400_000);
		expect(Math.round(months)).toBe(6);
	});
});

describe('a text under review', () => {
	test('is sent back with a reason, mended, approved and published; each step stands in its history', async () => {
		const item = await guarded({ title: 'Brand melden' });
		const first = await submit(item, { message: 'Bitte Schritt 3 ansehen' });
		expect(await variantOf(item)).toMatchObject({ state: 'inReview' });

		await hub.as.approver.execute('content.sendBack', {
			...{ reviewId: first, revision: item.revision, reason: 'Die Nummer fehlt' },
		});
		expect(await variantOf(item)).toMatchObject({ state: 'draft' });
		const mended = await save('author', item, item.revision, 'Nummer 112');
		const second = await submit({ ...item, revision: mended }, { major: true });
		await hub.as.approver.execute('content.approve', { reviewId: second, revision: mended });

		expect(await variantOf(item)).toMatchObject({
			state: 'published',
			publishedRevision: mended,
			edition: 1,
		});
		expect(await stepsOf(item)).toEqual([
			'submitted author Bitte Schritt 3 ansehen',
			'sentBack approver Die Nummer fehlt',
			'submitted author',
			'approved approver',
			'published approver',
		]);
	});

	test('waits for the approver, then for the author, each of them once', async () => {
		const item = await guarded({ title: 'Reihum' });
		const tasksOf = async (who: Who) => {
			const tasks = await tasksFor(hub.app, await hub.as[who].visit(), hub.app.translator.for('de'));
			return tasks.map(({ title }) => title).filter((title) => title.includes('Reihum'));
		};
		expect(await tasksOf('author')).toEqual(['„Reihum“ fertig schreiben']);

		const reviewId = await submit(item);
		expect(await tasksOf('author')).toEqual([]);
		expect(await tasksOf('approver')).toEqual(['„Reihum“ wartet auf Ihre Freigabe']);

		await hub.as.approver.execute('content.sendBack', { reviewId, revision: 1, reason: 'Kürzer' });
		expect(await tasksOf('author')).toEqual(['„Reihum“ kam zur Überarbeitung zurück']);
		expect(await tasksOf('approver')).toEqual([]);
	});

	test.each([
		['', 'required'],
		['   ', 'required'],
	])('is not sent back without a reason: %j', async (reason, kind) => {
		const reviewId = await submit(await guarded());

		await expect(
			hub.as.approver.execute('content.sendBack', { reviewId, revision: 1, reason }),
		).rejects.toMatchObject({ fields: [{ path: 'reason', message: `field.${kind}` }] });
	});

	test('is decided about once: the second of two approvers hears of it', async () => {
		const reviewId = await submit(await guarded());
		await hub.as.approver.execute('content.sendBack', { reviewId, revision: 1, reason: 'Zu lang' });

		const approving = hub.as.approver.execute('content.approve', { reviewId, revision: 1 });

		await expect(approving).rejects.toMatchObject({ code: 'review.decided' });
	});

	test('is not approved in another version than the one that was looked at', async () => {
		const item = await guarded();
		const reviewId = await submit(item);
		const newer = await save('author', item, item.revision, 'Noch schnell geändert');

		const approving = hub.as.approver.execute('content.approve', { reviewId, revision: item.revision });

		await expect(approving).rejects.toMatchObject({
			code: 'review.textChanged',
			values: { revision: newer },
		});
		expect(await variantOf(item)).toMatchObject({ publishedRevision: null });
		await expect(
			hub.as.approver.execute('content.approve', { reviewId, revision: newer }),
		).resolves.toMatchObject({ itemId: item.id });
	});

	test('is approved by nobody but those who may, who learn nothing of it', async () => {
		const reviewId = await submit(await guarded());
		const approve = (who: Who, id = reviewId) =>
			hub.as[who].execute('content.approve', { reviewId: id, revision: 1 });

		for (const who of ['author', 'admin', 'reader', 'foreignAdmin', 'networkAdmin', 'stranger'] as const) {
			await expect(approve(who), who).rejects.toMatchObject({ code: 'request.notFound' });
		}
	});

	test('is withdrawn by those who write', async () => {
		const item = await guarded();
		const reviewId = await submit(item);

		await hub.as.trainer.execute('content.withdrawReview', { itemId: item.id, language: 'de' });

		expect(await variantOf(item)).toMatchObject({ state: 'draft' });
		await expect(hub.as.approver.execute('content.approve', { reviewId, revision: 1 })).rejects.toMatchObject(
			{ code: 'review.decided' },
		);
		await expect(
			hub.as.author.execute('content.withdrawReview', { itemId: item.id, language: 'de' }),
		).rejects.toMatchObject({ code: 'review.decided' });
	});

	test('is not submitted where nothing has changed', async () => {
		const item = await guarded();
		await publish('approver', item);

		await expect(submit(item)).rejects.toMatchObject({ code: 'review.nothingNew' });
	});

	test('is not submitted where nobody but its author could approve it', async () => {
		const own = await hub.seed.collection('Nur eine');
		await savePolicy({
			...{ collectionId: own, approvers: 'people', fourEyes: true },
			personIds: [hub.network.people.author],
		});
		const item = await hub.seed.item({ collectionId: own, published: false });

		await expect(submit(item)).rejects.toMatchObject({ code: 'review.nobodyApproves' });
	});

	test('brings its audience with the approval, and not sooner', async () => {
		const item = await guarded();
		await publish('approver', item);
		const changed = await save('author', item, item.revision, 'Für alle');
		const reviewId = await submit({ ...item, revision: changed }, { audience: ['network'] });
		const audience = async () =>
			(await hub.as.author.visit().then(({ reader }) => hub.app.content.open(reader, item.id))).audience;

		expect(await audience()).toEqual([`organisation:${hub.network.alpha}`]);
		await hub.as.approver.execute('content.approve', { reviewId, revision: changed });
		expect(await audience()).toEqual(['network']);
	});
});

test('whoever wrote the text is not named among those who could approve it', async () => {
	const item = await hub.seed.item({ collectionId, published: false });
	const named = async () => {
		const { approvers } = await reviewsFor(hub.app, await hub.as.approver.visit()).ofVariant(item.id, 'de');
		return approvers;
	};

	const before = await named();
	await save('approver', item, 1, 'Vom Prüfenden geändert.');
	const after = await named();

	expect(before.names).toContain('Frau approver');
	expect(after.names).not.toContain('Frau approver');
	expect(after.count).toBe(before.count - 1);
});

describe('a group that approves', () => {
	let item: SeededItem;
	let reviewId: string;

	beforeAll(async () => {
		const common = await hub.seed.collection('Gemeinsames');
		await savePolicy({ collectionId: common, approvers: 'group', groupId: hub.network.committee });
		item = await hub.seed.item({ collectionId: common, published: false, title: 'Vereinbarung' });
		reviewId = await submit(item);
	});

	test('reads the text that waits, also of another organisation, and nothing else of it', async () => {
		const { reader } = await hub.as.foreignMember.visit();
		const { content, database } = hub.app;

		expect(await readReview(database, reader, reviewId)).toMatchObject({
			mayDecide: true,
			works: false,
			after: { title: 'Vereinbarung' },
		});
		await expect(content.open(reader, item.id)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(content.history(reader, item.id)).rejects.toMatchObject({ code: 'request.notFound' });
		const { reader: stranger } = await hub.as.foreignReader.visit();
		await expect(readReview(database, stranger, reviewId)).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});

	test('is told of it under the bell, by the title that waits, until it is decided', async () => {
		const listed = async (who: 'foreignMember' | 'foreignReader') => {
			const { reader } = await hub.as[who].visit();
			const t = hub.app.translator.for('de');
			return hub.app.notifications.list({ reader, disabledPlugins: [], language: 'de', t }, { limit: 10 });
		};

		expect(await listed('foreignMember')).toMatchObject([
			{ kind: 'core.reviewAsked', title: 'Vereinbarung', url: `/reviews/${reviewId}` },
		]);
		expect(await listed('foreignReader')).toEqual([]);
	});

	test('opens the pictures of that text, and no other file of the item', async () => {
		const { content } = hub.app;
		const { actor: author } = await hub.as.author.visit();
		const attach = async (name: string) => {
			const bytes = (async function* () {
				yield Buffer.from(name);
			})();
			return content.attachments.attach(author, item.id, await content.attachments.receive(name, bytes));
		};
		const [shown, other] = [await attach('bild.txt'), await attach('anderes.txt')];
		await save('author', item, 1, `Siehe [Bild](${shown.url}).`);
		const { actor } = await hub.as.foreignMember.visit();

		await expect(content.attachments.open(actor, shown.id)).resolves.toMatchObject({
			file: { id: shown.id },
		});
		await expect(content.attachments.open(actor, other.id)).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});

	test('decides in the place of those with the role, and reads nothing of it afterwards', async () => {
		const approve = (who: Who) => hub.as[who].execute('content.approve', { reviewId, revision: 2 });

		await expect(approve('approver')).rejects.toMatchObject({ code: 'request.notFound' });
		await approve('foreignMember');

		expect(await variantOf(item)).toMatchObject({ state: 'published', publishedRevision: 2 });
		const { reader } = await hub.as.foreignMember.visit();
		await expect(readReview(hub.app.database, reader, reviewId)).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});
});

describe('a comment', () => {
	const body = 'Den Antrag annehmen.\n\nDen **Eingang** am selben Tag stempeln.';

	test('stands on words of the text as they read, survives changes and says where its words are gone', async () => {
		const item = await guarded({ body });
		const reviewId = await submit(item);
		const on = { itemId: item.id, language: 'de', revision: item.revision };
		const comment = await hub.as.approver.execute('content.comment', {
			...{ ...on, quote: 'Den Eingang am selben Tag', text: 'Welchen Stempel?' },
		});
		await hub.as.author.execute('content.replyToComment', { commentId: comment['id'], text: 'Den roten' });
		const comments = async () => {
			const { comments: found } = await reviewsFor(hub.app, await hub.as.author.visit()).open(reviewId);
			return found.map(({ quote, isThere, replies }) => [quote, isThere, replies.map(({ text }) => text)]);
		};

		expect(await comments()).toEqual([['Den Eingang am selben Tag', true, ['Den roten']]]);
		const moved = await save('author', item, item.revision, `Neuer Anfang.\n\n${body}`);
		expect(await comments()).toEqual([['Den Eingang am selben Tag', true, ['Den roten']]]);
		await save('author', item, moved, 'Alles anders.');
		expect(await comments()).toEqual([['Den Eingang am selben Tag', false, ['Den roten']]]);
	});

	test('on words that do not stand there is refused and says so', async () => {
		const item = await guarded({ body });

		await expect(
			hub.as.author.execute('content.comment', {
				...{ itemId: item.id, language: 'de', revision: 1, quote: 'Im nächsten Jahr', text: 'Hm' },
			}),
		).rejects.toMatchObject({ fields: [{ path: 'quote', message: 'field.quote' }] });
	});

	test('may propose other words, without more words than those', async () => {
		const item = await guarded({ body: `${body}\n\nAlles am selben Tag.` });
		const reviewId = await submit(item);
		const on = { itemId: item.id, language: 'de', revision: item.revision };

		await hub.as.approver.execute('content.comment', {
			...{ ...on, quote: 'am selben Tag', position: 60, proposal: 'sofort' },
		});

		const { comments } = await reviewsFor(hub.app, await hub.as.author.visit()).open(reviewId);
		expect(comments).toMatchObject([
			{ proposal: 'sofort', text: '', place: { field: 'body', index: 1, count: 2 } },
		]);
	});

	test.each([
		['words for no place', { proposal: 'sofort' }, 'quote'],
		['to strike nowhere', { strike: true }, 'quote'],
		['nothing at all', { quote: 'am selben Tag' }, 'text'],
	])('that says %s is refused', async (_, said, path) => {
		const item = await guarded({ body });
		const on = { itemId: item.id, language: 'de', revision: item.revision };

		await expect(hub.as.author.execute('content.comment', { ...on, ...said })).rejects.toMatchObject({
			fields: [{ path, message: 'field.required' }],
		});
	});

	test('may propose no words at all in their place, and not both', async () => {
		const item = await guarded({ body });
		const reviewId = await submit(item);
		const on = { itemId: item.id, language: 'de', revision: item.revision, quote: 'am selben Tag' };

		await hub.as.approver.execute('content.comment', { ...on, strike: true });
		const both = hub.as.approver.execute('content.comment', { ...on, strike: true, proposal: 'sofort' });

		await expect(both).rejects.toMatchObject({
			fields: [{ path: 'proposal', message: 'field.wordsToStrike' }],
		});
		const { comments } = await reviewsFor(hub.app, await hub.as.author.visit()).open(reviewId);
		expect(comments).toMatchObject([{ proposal: '', text: '' }]);
	});

	test('is resolved by the text that takes it over, and by none that was not saved', async () => {
		const item = await guarded({ body });
		const reviewId = await submit(item);
		const on = { itemId: item.id, language: 'de' };
		const { id } = await hub.as.approver.execute('content.comment', {
			...{ ...on, revision: item.revision, quote: 'am selben Tag', proposal: 'sofort' },
		});
		const save = (expectedRevision: number) =>
			hub.as.author.execute('content.saveDraft', {
				...{ ...on, expectedRevision, title: 'Neu', body: 'sofort', resolves: [id] },
			});
		const resolved = async () => {
			const { comments } = await reviewsFor(hub.app, await hub.as.author.visit()).open(reviewId);
			return comments.map(({ resolvedAt }) => resolvedAt !== null);
		};

		await expect(save(item.revision + 7)).rejects.toMatchObject({ code: 'content.conflict' });
		const afterConflict = await resolved();
		await save(item.revision);

		expect(afterConflict).toEqual([false]);
		expect(await resolved()).toEqual([true]);
	});

	test('is for those who work on the text or decide about it', async () => {
		const item = await guarded({ body });
		const comment = (who: Who) =>
			hub.as[who].execute('content.comment', {
				...{ itemId: item.id, language: 'de', revision: 1, text: 'Hm' },
			});
		const { id } = await comment('author');

		for (const who of ['reader', 'foreignAdmin', 'foreignMember', 'networkAdmin'] as const) {
			await expect(comment(who), who).rejects.toMatchObject({ code: 'request.notFound' });
			await expect(
				hub.as[who].execute('content.resolveComment', { commentId: id }),
				who,
			).rejects.toMatchObject({ code: 'request.notFound' });
		}
	});
});

describe('a publication at a time', () => {
	const soon = () => new Date(Date.now() + 60_000).toISOString();
	/** The time has come. */
	async function comes() {
		await hub.app.database.transaction((transaction) =>
			transaction
				.updateTable('jobs')
				.set({ run_at: 1 })
				.where('type', '=', 'core.publishScheduled')
				.where('state', '=', 'waiting')
				.execute(),
		);
		await hub.app.jobs.runDue();
	}

	test('happens once, also where two processes of the hub run', async () => {
		const items = [];
		for (let index = 0; index < 6; index += 1) items.push(await hub.seed.item({ published: false }));
		for (const { id, revision } of items) {
			await hub.as.author.execute('content.schedule', {
				...{ itemId: id, language: 'de', revision, publishAt: soon() },
			});
		}
		const other = fork(join(root, 'test/harness/publishing-process.ts'), [hub.app.config.dataFolder], {
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
			execArgv: [],
		});
		await once(other, 'message');

		// Heard from here on: it may be over before this process is.
		const ended = once(other, 'exit');
		other.send(items.map(({ id }) => id));
		await comes();
		await ended;
		await hub.app.jobs.runDue();

		for (const item of items) {
			expect(await variantOf(item)).toMatchObject({ state: 'published', publishedRevision: 1 });
			expect(await stepsOf(item)).toEqual(['scheduled author', 'published author']);
		}
	});

	test('happens when the time comes, once, and is visible until then', async () => {
		const item = await hub.seed.item({ published: false });
		await hub.as.author.execute('content.schedule', {
			...{ itemId: item.id, language: 'de', revision: item.revision, publishAt: soon() },
		});
		const standing = async () => reviewsFor(hub.app, await hub.as.author.visit()).ofVariant(item.id, 'de');
		expect(await standing()).toMatchObject({ schedule: { revision: 1, failure: null } });

		await comes();
		await comes();

		expect(await variantOf(item)).toMatchObject({ state: 'published', publishedRevision: 1 });
		expect(await standing()).toMatchObject({ schedule: null });
		expect(await stepsOf(item)).toEqual(['scheduled author', 'published author']);
	});

	test('of an approved text has the approval of before', async () => {
		const item = await guarded();
		const reviewId = await submit(item, { publishAt: soon() });
		await hub.as.approver.execute('content.approve', { reviewId, revision: 1 });
		expect(await variantOf(item)).toMatchObject({ publishedRevision: null });

		await comes();

		expect(await variantOf(item)).toMatchObject({ publishedRevision: 1 });
		expect(await stepsOf(item)).toEqual([
			'submitted author',
			'approved approver',
			'scheduled approver',
			'published approver',
		]);
	});

	test.each<[string, (item: SeededItem) => Promise<unknown>, string]>([
		['the text is another one', (item) => save('author', item, item.revision, 'Anders'), 'content.conflict'],
		[
			'a rule has come that asks for an approval',
			(item) => hub.as.author.execute('content.setProperties', { itemId: item.id, collectionId }),
			'review.approvalRequired',
		],
	])('does not happen if %s by then, and says why', async (_name, change, code) => {
		const item = await hub.seed.item({ published: false });
		await hub.as.author.execute('content.schedule', {
			...{ itemId: item.id, language: 'de', revision: item.revision, publishAt: soon() },
		});
		await change(item);

		await comes();

		expect(await variantOf(item)).toMatchObject({ publishedRevision: null });
		expect(await reviewsFor(hub.app, await hub.as.author.visit()).ofVariant(item.id, 'de')).toMatchObject({
			schedule: { failure: code },
		});
	});

	test('goes to nobody else if whoever planned it may no longer share', async () => {
		const item = await hub.seed.item({ published: false });
		await hub.as.author.execute('content.schedule', {
			...{ itemId: item.id, language: 'de', revision: item.revision, publishAt: soon() },
			audience: ['network'],
		});
		const keep = { organisationId: hub.network.alpha, permission: 'content.share' };
		await hub.as.admin.execute('access.setPermissionRoles', { ...keep, roles: ['admin'] });

		await comes();

		expect(await variantOf(item)).toMatchObject({ publishedRevision: null });
		expect(await reviewsFor(hub.app, await hub.as.author.visit()).ofVariant(item.id, 'de')).toMatchObject({
			schedule: { failure: 'access.denied' },
		});
	});

	test('does not happen if whoever planned it has left', async () => {
		const item = await hub.seed.item({ published: false });
		await hub.as.trainer.execute('content.schedule', {
			...{ itemId: item.id, language: 'de', revision: item.revision, publishAt: soon() },
		});
		await hub.app.accounts.people.setDisabled(hub.network.people.trainer, true);

		await comes();

		await hub.app.accounts.people.setDisabled(hub.network.people.trainer, false);
		expect(await variantOf(item)).toMatchObject({ publishedRevision: null });
		expect(await stepsOf(item)).toEqual(['scheduled trainer', 'scheduleFailed hub']);
	});

	test('is cancelled', async () => {
		const item = await hub.seed.item({ published: false });
		const of = { itemId: item.id, language: 'de' };
		await hub.as.author.execute('content.schedule', { ...of, revision: 1, publishAt: soon() });
		await hub.as.trainer.execute('content.unschedule', of);

		await comes();

		expect(await variantOf(item)).toMatchObject({ publishedRevision: null });
		await expect(hub.as.author.execute('content.unschedule', of)).rejects.toMatchObject({
			code: 'review.notScheduled',
		});
	});

	test.each([
		['2020-01-01T08:00', 'field.past'],
		['morgen früh', 'field.time'],
		['', 'field.required'],
	])('needs a time to come: %j', async (publishAt, message) => {
		const item = await hub.seed.item({ published: false });

		await expect(
			hub.as.author.execute('content.schedule', {
				...{ itemId: item.id, language: 'de', revision: 1, publishAt },
			}),
		).rejects.toMatchObject({ fields: [{ path: 'publishAt', message }] });
	});
});

describe('a policy', () => {
	test('for the same place is refused, and so is a change on top of another one', async () => {
		const place = await hub.seed.collection('Doppelt');
		const { id } = await savePolicy({ collectionId: place, approvers: 'role' });
		await expect(savePolicy({ collectionId: place, approvers: 'nobody' })).rejects.toMatchObject({
			code: 'review.policyKnown',
		});
		await savePolicy({ id, revision: 1, collectionId: place, approvers: 'nobody' });

		await expect(
			savePolicy({ id, revision: 1, collectionId: place, approvers: 'role' }),
		).rejects.toMatchObject({ code: 'review.policyChanged' });
	});

	test.each([
		['a foreign group', { approvers: 'group', groupId: 'gibt-es-nicht' }],
		['a foreign person', { approvers: 'people', personIds: ['gibt-es-nicht'] }],
		['a foreign collection', { approvers: 'role', collectionId: 'gibt-es-nicht' }],
		['an unknown type', { approvers: 'role', type: 'gibt-es-nicht' }],
	])('names nothing that the organisation does not have: %s', async (_name, policy) => {
		await expect(savePolicy(policy)).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('that changes changes who decides about what waits', async () => {
		const place = await hub.seed.collection('Wechsel');
		const { id } = await savePolicy({ collectionId: place, approvers: 'role' });
		const item = await hub.seed.item({ collectionId: place, published: false });
		const reviewId = await submit(item);
		await savePolicy({
			...{ id, revision: 1, collectionId: place, approvers: 'people' },
			personIds: [hub.network.people.reader],
		});
		const approve = (who: Who) => hub.as[who].execute('content.approve', { reviewId, revision: 1 });

		await expect(approve('approver')).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(approve('reader')).resolves.toMatchObject({ itemId: item.id });
	});
});

describe('people hear', () => {
	async function newsOf(who: Who): Promise<string[]> {
		const { reader, language, disabledPlugins } = await hub.as[who].visit();
		const t = hub.app.translator.for(language);
		const news = await hub.app.notifications.list({ reader, language, t, disabledPlugins }, { limit: 50 });
		return news.map(({ text }) => text);
	}

	test('of what waits for them, of a decision, and of a comment; never of what they did themselves', async () => {
		const item = await guarded({ title: 'Neuigkeit' });
		const reviewId = await submit(item);
		expect((await newsOf('approver'))[0]).toBe(
			'Frau author bittet Sie, „Neuigkeit“ zu prüfen und freizugeben.',
		);

		await hub.as.approver.execute('content.comment', {
			...{ itemId: item.id, language: 'de', revision: 1, text: 'Stimmt das?' },
		});
		await hub.as.approver.execute('content.sendBack', { reviewId, revision: 1, reason: 'Nein' });

		expect((await newsOf('author')).slice(0, 2)).toEqual([
			'Frau approver hat „Neuigkeit“ mit einer Begründung zurückgegeben.',
			'Frau approver hat „Neuigkeit“ kommentiert.',
		]);
		expect((await newsOf('approver')).filter((text) => text.includes('Neuigkeit'))).toEqual([]);
	});

	test('of a due review once for each day that was set, if they answer for the item', async () => {
		const item = await hub.seed.item({ title: 'Fällig' });
		const due = async (reviewDueAt: number) => {
			await hub.app.content.setProperties(item.id, {
				reviewDueAt,
				responsiblePersonId: hub.network.people.reader,
			});
			await hub.app.jobs.runNow('core.remindReviews');
			await hub.app.jobs.runDue();
			await hub.app.jobs.runNow('core.remindReviews');
			await hub.app.jobs.runDue();
			return (await newsOf('reader')).filter((text) => text.includes('Fällig')).length;
		};

		expect(await due(Date.now() + 86_400_000)).toBe(0);
		expect(await due(1_700_000_000_000)).toBe(1);
		expect(await due(1_800_000)).toBe(2);
		expect((await newsOf('author')).filter((text) => text.includes('Fällig'))).toEqual([]);
	});
});

test('a draft that is published as a major change raises the edition and is marked as major', async () => {
	const item = await hub.seed.item();
	const changed = await save('author', item, item.revision, 'Eine andere Frist');

	await hub.as.author.execute('content.publish', {
		...{ itemId: item.id, language: 'de', revision: changed, major: true },
	});

	const { reader } = await hub.as.author.visit();
	expect(await hub.app.content.revision(reader, item.id, changed)).toMatchObject({ major: true });
	expect(await variantOf(item)).toMatchObject({ edition: 2 });
});

test('whoever answers for an item confirms that it holds, with the rhythm of the policy', async () => {
	const item = await guarded();
	await publish('approver', item);
	await hub.app.content.setProperties(item.id, { responsiblePersonId: hub.network.people.reader });

	await hub.as.reader.execute('content.confirmReview', { itemId: item.id });

	const { reviewDueAt } = await variantOf(item);
	expect(Math.round(((reviewDueAt ?? 0) - Date.now()) / (30.4 * 86_400_000))).toBe(6);
	expect((await stepsOf(item)).at(-1)).toBe('confirmed reader');
	await expect(hub.as.both.execute('content.confirmReview', { itemId: item.id })).rejects.toMatchObject({
		code: 'request.notFound',
	});
});
