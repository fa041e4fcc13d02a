import { expect, test } from 'vitest';
import { createTestApp } from '../../../test/harness/test-app.ts';

const audience = ['own'];

test('text is saved and published in one step', async () => {
	const { app, as, seed } = await createTestApp();
	const { id, revision } = await seed.item({ body: 'Alt' });

	const answer = await as.author.execute('content.saveAndPublish', {
		...{
			itemId: id,
			language: 'de',
			expectedRevision: revision,
			audience,
			note: 'Frist geändert',
			major: true,
		},
		...{ title: 'Neu', body: 'Neu' },
	});

	const { reader } = await as.reader.visit();
	expect(await app.content.read(reader, { id })).toMatchObject({
		title: 'Neu',
		revision: revision + 1,
		edition: 2,
	});
	expect(answer).toEqual({ revision: revision + 1, edition: 2, refusedLinks: [] });
});

test('who has read a text is not asked again, unless the author says that the change matters', async () => {
	const { as, seed } = await createTestApp();
	const { id, revision } = await seed.item({ title: 'T', body: 'Ein Tippfeler' });

	const answer = await as.author.execute('content.saveAndPublish', {
		...{
			itemId: id,
			language: 'de',
			expectedRevision: revision,
			audience,
			title: 'T',
			body: 'Ein Tippfehler',
		},
	});

	expect(answer).toMatchObject({ edition: 1 });
});

test('a text that is saved already is published without another revision', async () => {
	const { as, seed } = await createTestApp();
	const { id, revision } = await seed.item({ title: 'T', body: 'B', published: false });

	const answer = await as.author.execute('content.saveAndPublish', {
		...{ itemId: id, language: 'de', expectedRevision: revision, audience, title: 'T', body: 'B' },
	});

	expect(answer).toEqual({ revision, edition: 1, refusedLinks: [] });
});

test('nothing is saved or published over a newer revision', async () => {
	const { app, as, seed } = await createTestApp();
	const { id, revision } = await seed.item({ title: 'T', body: 'B' });
	await as.approver.execute('content.saveDraft', {
		...{ itemId: id, language: 'de', expectedRevision: revision, title: 'T', body: 'von jemand anderem' },
	});

	const publishing = as.author.execute('content.saveAndPublish', {
		...{ itemId: id, language: 'de', expectedRevision: revision, audience, title: 'T', body: 'B' },
	});

	await expect(publishing).rejects.toMatchObject({ code: 'content.conflict' });
	const { reader } = await as.author.visit();
	expect(await app.content.openVariant(reader, id, 'de')).toMatchObject({ body: 'von jemand anderem' });
});

test('fields that the schema refuses are named, and nothing is saved', async () => {
	const { app, as, seed } = await createTestApp();
	const { id, revision } = await seed.item();

	const publishing = as.author.execute('content.saveAndPublish', {
		...{ itemId: id, language: 'de', expectedRevision: revision, audience, title: 'T' },
		fields: { steps: [{ title: 'A', minutes: 'viel' }, { role: 'Leitung' }] },
	});

	await expect(publishing).rejects.toMatchObject({
		code: 'content.fieldsInvalid',
		fields: [{ path: 'fields.steps.0.minutes' }, { path: 'fields.steps.1.title' }],
	});
	const { reader } = await as.author.visit();
	expect(await app.content.openVariant(reader, id, 'de')).toMatchObject({ number: revision });
});

test('whoever may not share leaves an audience as it is and cannot widen it', async () => {
	const { as, network, seed } = await createTestApp();
	const partner = `organisation:${network.beta}`;
	const { id, revision } = await seed.item({ title: 'T', body: 'B', audience: ['own', partner] });
	await as.admin.execute('access.setPermissionRoles', {
		...{ organisationId: network.alpha, permission: 'content.share', roles: ['admin'] },
	});
	const publish = (choices: readonly string[]) =>
		as.author.execute('content.saveAndPublish', {
			...{ itemId: id, language: 'de', expectedRevision: revision, title: 'T', body: 'B', audience: choices },
		});

	await expect(publish(['own', partner])).resolves.toMatchObject({ edition: 1 });
	await expect(publish(['own', partner, 'public'])).rejects.toMatchObject({ code: 'access.denied' });
});
