import { findAccount, toActor } from '../../../src/accounts/account.ts';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { visitorFor } from '../../../src/host/visitor.ts';

// A process of its own: `population-process.ts <root> <people> <rooms>`, with the data folder in the environment.
const [root = '', people = '0', rooms = '0'] = process.argv.slice(2);
const app = await createApp(readConfig(process.env, root, { demo: false }));
const { accounts, commands, content } = app;
const organisation = await accounts.organisations.create({ name: 'Messstelle', slug: 'messstelle' });
const passwordHash = await accounts.passwords.hash('eine-messung-lang-genug');

const tokens = await Promise.all(
	Array.from({ length: Number(people) }, async (_, index) => {
		const personId = await accounts.people.create({
			email: `p${index}@bench.example`,
			name: `Mia Messer ${index}`,
			passwordHash,
		});
		await accounts.people.addMembership(personId, organisation.id, [index === 0 ? 'admin' : 'reader']);
		return accounts.sessions.start(personId, 'Bench', null);
	}),
);
const account = await findAccount(app.database, { email: 'p0@bench.example' });
if (!account) throw new Error('Nobody is there.');
const { actor, reader } = await visitorFor({ ...app, types: content.types }, toActor(account, null));
const roomIds: unknown[] = [];
for (let index = 0; index < Number(rooms); index += 1) {
	const input = { organisationId: organisation.id, name: `Raum ${index}`, access: 'open' };
	roomIds.push(await commands.execute('chat.createRoom', input, { actor, reader }));
}
await app.close();
console.info(JSON.stringify({ tokens, rooms: roomIds }));
