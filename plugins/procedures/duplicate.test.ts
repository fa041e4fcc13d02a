import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../test/harness/test-app.ts';
import { type } from './procedure-type.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures'] });
});

async function duplicate(as: TestPerson, itemId: string, language = 'de') {
	const copy = await as.execute('procedures.duplicate', { itemId, language });
	return String(copy['id']);
}

async function open(as: TestPerson, id: string, language = 'de') {
	const { reader } = await as.visit();
	const { organisation } = await hub.app.content.open(reader, id);
	const text = await hub.app.content.openVariant(reader, id, language);
	return { organisation, text };
}

test('a copy is a draft of the own organisation, with text and steps', async () => {
	const steps = [{ title: 'Anrufen', text: 'Die **Nummer** steht am Brett.', minutes: 5 }];
	const body = 'Rufen Sie {{organisation.phone}} an.';
	const source = await hub.seed.item({
		type,
		title: 'Fundsachen',
		body,
		fields: { steps },
		audience: ['network'],
	});

	const id = await duplicate(hub.as.foreignAdmin, source.id);

	const { organisation, text } = await open(hub.as.foreignAdmin, id);
	expect(organisation.id).toBe(hub.network.beta);
	expect(text).toMatchObject({ title: 'Fundsachen (Kopie)', body, fields: { steps } });
	const { reader } = await hub.as.foreignReader.visit();
	await expect(hub.app.content.read(reader, { id })).rejects.toMatchObject({ code: 'request.notFound' });
});

test('what one may not read, one cannot copy', async () => {
	const own = await hub.seed.item({ type, audience: ['own'] });
	const draft = await hub.seed.item({ type, published: false });

	await expect(duplicate(hub.as.foreignAdmin, own.id)).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(duplicate(hub.as.author, draft.id)).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(duplicate(hub.as.author, own.id, 'en')).rejects.toMatchObject({ code: 'request.notFound' });
});

test('readers do not copy', async () => {
	const source = await hub.seed.item({ type, audience: ['network'] });

	await expect(duplicate(hub.as.reader, source.id)).rejects.toMatchObject({ code: 'access.denied' });
	await expect(duplicate(hub.as.anonymous, source.id)).rejects.toMatchObject({
		code: 'access.signInRequired',
	});
});

test('links of a copy lead to the same items, and tell nothing of those that one may not read', async () => {
	const shared = await hub.seed.item({ type, title: 'Schlüssel ausgeben', audience: ['network'] });
	const secret = await hub.seed.item({ type, title: 'Geheime Liste', audience: ['own'] });
	const body = [
		`Siehe [[procedure/${shared.slug}]] und [[procedure/${secret.slug}|die Liste]].`,
		`Auch [hier](item:procedure/${shared.slug}#schritte) und [dort](item:${secret.id}).`,
	].join('\n\n');
	const source = await hub.seed.item({ type, title: 'Verweise', body, audience: ['network'] });

	const id = await duplicate(hub.as.foreignAdmin, source.id);

	const { text } = await open(hub.as.foreignAdmin, id);
	expect(text?.body).toBe(
		`Siehe [[${shared.id}]] und die Liste.\n\nAuch [hier](item:${shared.id}#schritte) und dort.`,
	);
});

test('a translation is copied with what it shares with its source', async () => {
	const steps = [{ title: 'Anrufen', minutes: 5, role: 'Pforte' }];
	const source = await hub.seed.item({ type, title: 'Fundsachen', fields: { steps } });
	await hub.seed.variant(source.id, 'en', { title: 'Lost property' });

	const id = await duplicate(hub.as.author, source.id, 'en');

	const { text } = await open(hub.as.author, id, 'en');
	expect(text).toMatchObject({ title: 'Lost property (copy)', fields: { steps } });
});

test('the copy is in the audit log, with where it came from', async () => {
	const source = await hub.seed.item({ type });

	const id = await duplicate(hub.as.author, source.id);

	const [entry] = await hub.app.audit.list({ organisationIds: [hub.network.alpha], limit: 1 });
	expect(entry).toMatchObject({ action: 'procedures.duplicate', objects: { item: id, source: source.id } });
});
