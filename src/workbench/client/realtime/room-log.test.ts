import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRoomLog, type RoomEvent } from './room-log.ts';

/** A room whose log has so many events, and what a client that begins after some number makes of it. */
function openLog(size: number, after?: number, partSize = 3) {
	const stored = Array.from({ length: size }, (_, index) => ({
		event: 'said',
		data: `${index + 1}`,
		number: index + 1,
	}));
	const handedOn: RoomEvent[] = [];
	const asked: number[] = [];
	const log = createRoomLog({
		after,
		async fetchAfter(number) {
			asked.push(number);
			const events = stored.slice(number, number + partSize);
			return { events, more: events.length === partSize };
		},
		handOn: (event) => handedOn.push(event),
		onGap: () => undefined,
	});
	return { log, asked, stored, numbers: () => handedOn.map(({ number }) => number), handedOn };
}

const upTo = (size: number, from = 1) => Array.from({ length: size - from + 1 }, (_, index) => from + index);

test('whatever is lost, late or twice, what is handed on is whole, once and in order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 30 }),
			fc.integer({ min: 0, max: 30 }),
			fc.array(fc.integer({ min: 0, max: 29 }), { maxLength: 80 }),
			async (size, known, arriving) => {
				const after = Math.min(known, size);
				const { log, numbers, stored } = openLog(size, after);

				for (const index of arriving) {
					const event = stored[index];
					if (event) log.receive(event);
					await Promise.resolve();
				}
				await log.catchUp();

				expect(numbers()).toEqual(upTo(size, after + 1));
			},
		),
	);
});

test('hints are handed on as they come', () => {
	const { log, handedOn } = openLog(0, 5);

	log.receive({ event: 'hint', data: null });
	log.receive({ event: 'hint', data: null });

	expect(handedOn).toHaveLength(2);
	expect(log.last).toBe(5);
});

test('what comes in its turn asks for nothing', () => {
	const { log, asked, stored, numbers } = openLog(4, 0);

	for (const event of stored) log.receive(event);

	expect(numbers()).toEqual([1, 2, 3, 4]);
	expect(asked).toEqual([]);
});

test('without a number to begin with, the log begins with what comes first', async () => {
	const { log, stored, numbers, asked } = openLog(9);

	for (const event of [stored[6], stored[8]]) if (event) log.receive(event);
	await log.catchUp();

	expect(numbers()).toEqual([7, 8, 9]);
	expect(asked).toEqual([7]);
});

test('a log that has lost an event is not asked for ever', async () => {
	let asked = 0;
	const log = createRoomLog({
		after: 0,
		async fetchAfter() {
			asked += 1;
			return { events: [], more: false };
		},
		handOn: () => undefined,
		onGap: () => undefined,
	});

	log.receive({ event: 'said', data: null, number: 3 });

	await expect(log.catchUp()).rejects.toThrow('gap');
	expect(asked).toBe(1);
});
