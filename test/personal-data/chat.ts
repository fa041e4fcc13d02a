import type { TestHub } from '../harness/test-hub.ts';

type Run = (command: string, input: unknown) => Promise<{ readonly id: string }>;

/** The person talks with others, who name and answer them; the words of all of it hold the canary. */
export async function talk(
	{ app, as, network }: TestHub,
	person: {
		readonly id: string;
		readonly name: string;
		readonly run: Run;
		readonly text: (what: string) => string;
	},
): Promise<void> {
	const { text, run } = person;
	const message = (roomId: unknown, words: string) => ({
		roomId,
		clientId: crypto.randomUUID(),
		text: words,
	});
	const room = await run('chat.createRoom', { organisationId: network.alpha, name: 'Gespräche' });
	const sent = await run('chat.send', message(room.id, text('Nachricht')));
	await run('chat.edit', { messageId: sent.id, text: text('Verbesserung') });
	const { uploads } = app.content.attachments;
	const { id: uploadId } = await uploads.receive(person.id, `${text('Datei')}.txt`, bytes());
	const files = [{ uploadId, alternative: text('Bildbeschreibung') }];
	await run('chat.send', { ...message(room.id, ''), files });
	await run('chat.react', { messageId: sent.id, sign: 'check' });
	await run('chat.remind', { messageId: sent.id, when: 'tomorrow' });
	await as.author.run('chat.send', message(room.id, `Fragen wir @${person.name} dazu.`));
	const poll = await run('chat.startPoll', {
		...message(room.id, text('Umfrage')),
		options: [text('Ja'), 'Nein'],
	});
	await run('chat.vote', { messageId: poll.id, option: 0 });
	const other = await as.author.execute('chat.send', message(room.id, 'Nicht nett'));
	await run('chat.report', { messageId: other['id'], reason: text('Grund') });
	const elsewhere = await as.admin.execute('chat.createRoom', {
		organisationId: network.alpha,
		name: 'Ruhe',
	});
	await as.admin.execute('chat.mute', { roomId: elsewhere['id'], personId: person.id });
	const direct = await run('chat.startDirect', { personIds: [network.people.author] });
	await run('chat.send', message(direct.id, text('Vertraulich')));
	await app.jobs.enqueue('chat.index', {});
	await app.jobs.runDue();
}

async function* bytes() {
	yield Buffer.from('Inhalt');
}
