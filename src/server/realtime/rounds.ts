import { sql } from 'kysely';
import { setImmediate as breathe } from 'node:timers/promises';
import type { App } from '../../app.ts';
import type { Disposable } from '../../events.ts';
import type { Attendees } from './attendees.ts';
import type { Visit } from './visit.ts';

/** Milliseconds between two looks at whether anything was written. */
const pause = 250;
/** Rights also end by time alone. */
const longestUnchecked = 60_000;
/** Visits that are looked at before others have their turn. */
const atOnce = 50;

interface Watched {
	readonly visits: ReadonlySet<Visit>;
	readonly attendees: Attendees;
}

/** Goes round those who hear something: after a write by whatever process, each may only what they may now. */
export function startRounds({ accounts, database }: App, { visits, attendees }: Watched): Disposable {
	let seen: number | undefined;
	let checkedAt = 0;
	let isOver = false;
	let timer = setTimeout(() => void look(), pause);

	return {
		dispose() {
			isOver = true;
			clearTimeout(timer);
		},
	};

	async function look(): Promise<void> {
		try {
			attendees.sweep();
			if (visits.size > 0) await goRound();
		} catch (error) {
			// What could not be looked at is looked at in the next round.
			if (!isOver) console.error('[realtime]', error);
		}
		if (!isOver) timer = setTimeout(() => void look(), pause);
	}

	async function goRound(): Promise<void> {
		const { rows } = await sql<{ mark: number }>`select ${database.changeMark} as mark`.execute(
			database.query,
		);
		const mark = rows[0]?.mark;
		if (mark === seen && Date.now() - checkedAt < longestUnchecked) return;
		const all = [...visits];
		for (let start = 0; start < all.length; start += atOnce) {
			const some = all.slice(start, start + atOnce);
			const standings = await accounts.sessions.standings(some.map(({ attendance }) => attendance.sessionId));
			for (const visit of some) await visit.recheck(standings.get(visit.attendance.sessionId));
			await breathe();
			if (isOver) return;
		}
		seen = mark;
		checkedAt = Date.now();
	}
}
