import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { layFaultyLine } from '../harness/faulty-line.ts';
import { openRoomClient } from '../harness/room-client.ts';
import { startTestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

const people: readonly Who[] = ['reader', 'author', 'approver', 'trainer', 'admin', 'both'];
const messagesOfEach = 30;

test.each([1, 2])(
	'over a line that delays, breaks and repeats nothing is lost, doubled or out of order (%i)',
	async (seed) => {
		const hub = await startTestHub();
		const { id: roomId } = await hub.as.admin.execute('chat.createRoom', {
			organisationId: hub.network.alpha,
			name: 'Werkstatt',
			access: 'open',
		});
		const line = await layFaultyLine(hub, { seed, delay: 15, twice: 0.15, cut: 0.02 });
		const clients = people.map((who) =>
			openRoomClient({
				url: line.url,
				origin: hub.url,
				headers: hub.as[who].headers,
				room: 'chat.room',
				key: String(roomId),
			}),
		);

		const sent = (
			await Promise.all(
				clients.map(async (client, index) => {
					const texts: string[] = [];
					for (let count = 0; count < messagesOfEach; count += 1) {
						const text = `${people[index] ?? ''} ${count}`;
						await client.send('chat.send', { roomId, clientId: randomUUID(), text });
						texts.push(text);
					}
					return texts;
				}),
			)
		).flat();
		line.mend();

		const heard = clients.map((client) => ({
			texts: () =>
				client.received.filter(({ event }) => event === 'chat.messageSent').map(({ data }) => plain(data)),
			numbers: () => client.received.flatMap(({ number }) => number ?? []),
		}));
		for (const { texts } of heard)
			await expect.poll(() => texts().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(sent.length);
		const [order = []] = heard.map(({ texts }) => texts());
		expect(order.toSorted()).toEqual(sent.toSorted());
		for (const { texts, numbers } of heard) {
			expect(texts()).toEqual(order);
			expect(numbers()).toEqual(numbers().map((_, index) => index + 1));
		}
		for (const who of people) {
			const own = order.filter((text) => text.startsWith(`${who} `));
			expect(own).toEqual(own.map((_, index) => `${who} ${index}`));
		}
		expect(Math.min(...Object.values(line.happened)), JSON.stringify(line.happened)).toBeGreaterThan(5);
		for (const client of clients) client.close();
	},
);

/** The text of a message as the chat says it. */
function plain(data: unknown): string {
	const html = data !== null && typeof data === 'object' && 'html' in data ? String(data.html) : '';
	return html.replaceAll(/<[^>]+>/g, '').trim();
}
