import { createHmac, randomBytes } from 'node:crypto';

/**
 * Who did what today, so that one person counts once. It stands in this process alone, as digests whose key nobody
 * knows, and is gone with the day.
 */
export interface DayMemory {
	/**
	 * Answers how many people did it today, and whether this one is new among them; null for whoever did more than
	 * people do in a day.
	 */
	note(what: string, personId: string): { readonly people: number; readonly isNew: boolean } | null;
}

export function createDayMemory(): DayMemory {
	let day = '';
	let key = randomBytes(32);
	let people = new Map<string, Set<string>>();
	let deeds = new Map<string, number>();

	return {
		note(what, personId) {
			startDay(new Date().toDateString());
			const digest = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
			const who = digest(personId);
			const mine = (deeds.get(who) ?? 0) + 1;
			deeds.set(who, mine);
			if (mine > mostOfOne) return null;
			const subject = digest(what);
			const known = people.get(subject) ?? new Set();
			const isNew = !known.has(who);
			known.add(who);
			people.set(subject, known);
			return { people: known.size, isNew };
		},
	};

	function startDay(today: string): void {
		if (today === day) return;
		day = today;
		key = randomBytes(32);
		people = new Map();
		deeds = new Map();
	}
}

const mostOfOne = 500;
