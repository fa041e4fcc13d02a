import type { Socket } from 'node:net';
import { VerbundError } from '../../errors.ts';
import { createBudget, type Budget } from './budget.ts';
import { socketLimits } from './limits.ts';

/** People who have sockets open: how many, and what they may still do. */
export interface Attendees {
	/** Counts the line until it ends. @throws VerbundError `request.tooMany` */
	arrive(personId: string, line: Socket): void;
	budgetOf(personId: string): Budget;
	/** Forgets those who are gone; whoever comes back at once finds their budget as they left it. */
	sweep(): void;
}

export function createAttendees(): Attendees {
	const people = new Map<string, { lines: number; readonly commands: Budget }>();
	const find = (personId: string) => {
		const known = people.get(personId);
		if (known) return known;
		const person = { lines: 0, commands: createBudget(socketLimits.commands) };
		people.set(personId, person);
		return person;
	};

	return {
		arrive(personId, line) {
			const person = find(personId);
			if (person.lines >= socketLimits.socketsOfPerson) throw new VerbundError('request.tooMany');
			// One that has gone while it was looked at may have said so already.
			if (line.closed) return;
			person.lines += 1;
			line.once('close', () => (person.lines -= 1));
		},
		budgetOf: (personId) => find(personId).commands,
		sweep() {
			for (const [personId, { lines, commands }] of people)
				if (lines === 0 && commands.isFull()) people.delete(personId);
		},
	};
}
