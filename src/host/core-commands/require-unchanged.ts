import { VerbundError } from '../../errors.ts';

/** Values by the names of their fields; lists stand in one order. */
type Values = Readonly<Record<string, unknown>>;

export interface Change {
	/** What is changed, for the person to read. */
	readonly title: string;
	/** What the form showed; without it the last word counts. */
	readonly expected: Values | undefined;
	readonly present: Values;
	/** What is sent in its place; nothing where the thing goes. */
	readonly wanted?: Values;
}

/**
 * Nobody writes over what somebody else has changed since the form was shown. Call it inside the transaction.
 *
 * @throws VerbundError `command.conflict`, naming the fields that stand otherwise now, or `command.changedMeanwhile`
 * where nothing was written that could be lost
 */
export function requireUnchanged({ title, expected = {}, present, wanted }: Change): void {
	const changed = Object.entries(expected)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => ({ name, shown: value, stored: present[name] }))
		.filter(({ shown, stored }) => !same(shown, stored));
	if (!wanted) {
		if (changed.length > 0) throw new VerbundError('command.changedMeanwhile', { values: { title } });
		return;
	}
	const lost = changed.filter(({ name, stored }) => name in wanted && !same(wanted[name], stored));
	if (lost.length === 0) return;
	throw new VerbundError('command.conflict', {
		values: { title },
		fields: lost.map(({ name, stored }) => ({ path: name, ...saying(stored) })),
	});
}

function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function saying(stored: unknown) {
	return typeof stored === 'string' && stored !== ''
		? { message: 'field.changedTo', values: { value: stored } }
		: { message: 'field.changedMeanwhile' };
}
