import type { TestHub } from '../harness/test-hub.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';

/** A word that no narrow window holds in one line unless it is broken. */
const longWord = 'Teilhabeplanverfahrensdokumentationspflichtverletzung';

/** What the pages show: of everything that Alpha can have there is something; Beta has next to nothing. */
export interface Scene extends Objects {
	/** A procedure in which every kind of block, field and language stands, with a newer draft. */
	readonly rich: { readonly id: string; readonly url: string };
	readonly authorId: string;
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
	await app.accounts.sessions.start(network.people.admin, `Browser ${longWord}`, null);
	return { ...objects, rich, authorId: network.people.author };
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
