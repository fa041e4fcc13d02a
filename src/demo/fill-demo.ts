import type { App } from '../app.ts';
import { inThePast } from './clock.ts';
import { commandEvents } from './commands.ts';
import { momentOf } from './moments.ts';
import { readDemoNetwork } from './network.ts';
import { addPeople } from './people.ts';
import { textEvents } from './texts.ts';

/** Something that happened in the demo network before its first visitor came. */
export interface DemoEvent {
	readonly at: number;
	happen(): Promise<void>;
}

/** Fills an empty data folder with the demo network; one that has people in it stays as it is. */
export async function fillDemo(app: App): Promise<void> {
	if (await app.accounts.people.isAnyone()) return;
	const network = readDemoNetwork(app.config.root);
	const now = Date.now();
	await inThePast(async (moveTo) => {
		moveTo(momentOf('60d 07:00', now));
		const people = await addPeople(app, network);
		const events = [...textEvents(app, network, people, now), ...commandEvents(app, network, people, now)];
		for (const day of byDay(events)) {
			for (const { at, happen } of day) {
				moveTo(at);
				await happen();
			}
			// People are told on the day, too.
			await app.jobs.runWaiting();
		}
	});
	await app.catalogue.catchUp();
}

function byDay(events: readonly DemoEvent[]): Iterable<readonly DemoEvent[]> {
	const sorted = events.toSorted((a, b) => a.at - b.at);
	return Map.groupBy(sorted, ({ at }) => new Date(at).toISOString().slice(0, 10)).values();
}
