import { writeUnsubscribeToken } from '../../src/notifications/unsubscribe-token.ts';
import type { TestHub } from '../harness/test-hub.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';

/** A word that no narrow window holds in one line unless it is broken. */
const longWord = 'Teilhabeplanverfahrensdokumentationspflichtverletzung';

/** What the pages show: of everything that Alpha can have there is something; Beta has next to nothing. */
export interface Scene extends Objects {
	/** A procedure in which every kind of block, field and language stands, with a newer draft. */
	readonly rich: { readonly id: string; readonly url: string };
	readonly authorId: string;
	/** A changed text that waits for an approval, with comments on it. */
	readonly changed: string;
	/** Of a mail to the reader. */
	readonly unsubscribeToken: string;
}

export async function createScene(hub: TestHub): Promise<Scene> {
	const { app, as, network } = hub;
	const objects = await createObjects(hub, 'alpha');
	const collectionId = await hub.seed.collection(`Aufnahme, ${longWord}`);
	const rich = await seedRichItem(hub, collectionId, objects.items.network.id);
	for (let index = 0; index < 30; index += 1) {
		await hub.seed.item({ title: `Weiteres Verfahren ${index}`, collectionId, audience: ['network'] });
	}

	await as.admin.execute('favourites.add', { itemId: rich.id, language: 'de' });
	await as.admin.execute('accounts.createToken', { name: longWord, scope: 'read' });
	await as.admin.execute('feedback.reportMistake', { itemId: rich.id, language: 'de', text: longWord });
	await as.anonymous.execute('legal.reportBarrier', { text: longWord, address: `/${longWord}` });
	await as.networkAdmin.execute('backups.create');
	await as.networkAdmin.execute('jobs.runNow', { type: 'core.tidy' });
	const unsubscribeToken = await seedMessages(hub, rich.id);
	await app.accounts.sessions.start(network.people.admin, `Browser ${longWord}`, null);
	await seedTransfers(hub, objects, rich.id);
	const changed = await submitRich(hub, rich.id);
	return { ...objects, rich, authorId: network.people.author, changed, unsubscribeToken };
}

/** Texts that wait for a decision, an import that is over, and a file to be fetched. */
async function seedTransfers({ app, as }: TestHub, objects: Objects, itemId: string): Promise<void> {
	const entry = {
		type: null,
		path: `${longWord}/${longWord}.docx`,
		title: longWord,
		folders: `Aufnahme / ${longWord}`,
		languages: ['de'],
		files: 2,
		notes: [{ code: 'brokenLink', values: { target: longWord } }],
	};
	const entries = ['a', 'b'].map((key) => ({ ...entry, kind: 'item' as const, key }));
	const leftOut = { ...entry, kind: 'leftOut' as const, key: 'c', notes: [{ code: 'error.import.bomb' }] };
	const { store } = app.imports;
	for (const id of [objects.importId, objects.doneImportId]) {
		await store.storeEntries(id, [...entries, leftOut]);
		await store.set(id, { layout: 'outline' });
	}
	const item = { itemId, outcome: 'created', awaitsApproval: true, refused: [], before: null } as const;
	await store.recordItems(objects.doneImportId, '', [{ ...item, key: 'a' }]);
	await as.author.execute('transfer.createExport', { scope: 'item', scopeId: itemId, format: 'html' });
}

/** Something new for the reader, and mails that wait and that failed; no server takes them here. */
async function seedMessages({ app, as, network }: TestHub, itemId: string): Promise<string> {
	const { reader, author } = network.people;
	const server = { host: 'localhost', port: 1, security: 'none', from: 'hub@hub.example' } as const;
	await as.networkAdmin.execute('mail.configure', { ...server, user: longWord, password: 'geheim' });
	for (const by of [author, author]) {
		await app.notifications.notify({ kind: 'core.responsible', to: [reader], itemId, by });
	}
	await app.notifications.notify({ kind: 'core.responsible', to: [reader], path: '/', by: author });
	for (const email of [`${longWord.toLowerCase()}@alpha.example`, 'neu@alpha.example']) {
		const organisationId = network.alpha;
		await as.admin.execute('accounts.invite', { organisationId, roles: ['reader'], email });
	}
	await app.database.transaction((transaction) =>
		transaction
			.updateTable('mails')
			.set({ state: 'failed', attempts: 1, last_error: `550 ${longWord}` })
			.where('address', '=', 'neu@alpha.example')
			.execute(),
	);
	return writeUnsubscribeToken({ personId: reader, kindId: null }, app.signingKey);
}

async function submitRich({ as }: TestHub, itemId: string): Promise<string> {
	const on = { itemId, language: 'de', revision: 3 };
	const quoted = await as.approver.execute('content.comment', {
		...{ ...on, quote: 'Ein neuer Absatz', text: longWord },
	});
	await as.author.execute('content.replyToComment', { commentId: quoted['id'], text: longWord });
	const done = await as.approver.execute('content.comment', { ...on, text: 'Erledigt' });
	await as.author.execute('content.resolveComment', { commentId: done['id'] });
	const review = await as.author.execute('content.submitForReview', { ...on, message: longWord });
	return review['reviewId'] ?? '';
}

async function seedRichItem({ as, seed, network }: TestHub, collectionId: string, otherId: string) {
	const rich = await seed.item({
		title: `Hilfe beantragen: ${longWord}`,
		summary: `Wer wann was tut, und warum die ${longWord} dazugehört.`,
		collectionId,
		audience: ['public'],
		body: bodyWithEveryBlock(otherId),
		fields: {
			steps: [
				{ title: 'Bedarf klären', text: 'Mit der **Person**.', role: 'Bezugsbetreuung', deadlineDays: 14 },
				{ title: longWord, text: longWord, role: longWord, minutes: 90 },
			],
			forms: [{ title: 'Antrag', url: 'https://formulare.example/antrag' }],
		},
	});
	await seed.variant(rich.id, 'de-simple', { title: 'Hilfe beantragen', body: 'Sie brauchen Hilfe.' });
	await as.author.execute('content.saveDraft', {
		itemId: rich.id,
		language: 'de',
		expectedRevision: rich.revision,
		title: 'Hilfe beantragen',
		body: '## Worum es geht\n\nEin neuer Absatz.',
	});
	await as.author.execute('content.setProperties', {
		itemId: rich.id,
		collectionId,
		tags: ['Antrag', longWord],
		responsiblePersonId: network.people.author,
		reviewDueAt: '2026-02-01',
	});
	return rich;
}

function bodyWithEveryBlock(otherId: string): string {
	return `## Worum es geht

Ein Text mit **fett**, *kursiv*, \`Zeichen\`, [Verweis](https://amt.example/${longWord}), [[${otherId}]] und
{{organisation.phone}}.[^1]

[^1]: Eine Fußnote mit ${longWord}.

### ${longWord}

| Was | Frist | Wer | Wo | Womit |
| --- | ---: | --- | --- | --- |
| Antrag | 14 Tage | ${longWord} | Sozialamt | Formular 7 |

- [x] erledigt
- [ ] offen

1. Erstens
   - darunter

Begriff
: Was er heißt.

> Gesagt ist gesagt.

::: warning
Nie allein.
:::

::: info
Gut zu wissen.
:::

\`\`\`
${longWord} ${longWord} ${longWord}
\`\`\`

---

## Fristen

Ende.
`;
}
