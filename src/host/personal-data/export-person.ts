import type { Actor } from '../../access/actor.ts';
import type { PersonalDataSection } from './section.ts';

export interface PersonExport {
	readonly personId: string;
	readonly asker: Actor;
	/** Resolves `%key%` in the language of whoever asks. */
	readonly label: (text: string) => string;
}

/**
 * Everything about a person as indented JSON, piece by piece. All sections have answered before the first piece, so
 * that one that fails spoils no half-written file; long lists are read while they are written.
 */
export async function exportPerson(
	sections: readonly PersonalDataSection[],
	{ personId, asker, label }: PersonExport,
): Promise<AsyncIterable<string>> {
	const answers = [];
	for (const { id, what, why, retention, handler } of sections) {
		const data = await handler.export(personId, asker);
		answers.push({ id, what: label(what), why: label(why), retention: label(retention), data });
	}
	return write({ madeAt: Date.now(), sections: iterate(answers) }, '', '');
}

async function* write(value: unknown, name: string, indent: string): AsyncGenerator<string> {
	const inner = `${indent}\t`;
	if (isAsyncIterable(value)) {
		let opening = '[';
		for await (const entry of value) {
			yield `${opening}\n${inner}`;
			yield* write(entry, '', inner);
			opening = ',';
		}
		yield opening === '[' ? '[]' : `\n${indent}]`;
	} else if (Array.isArray(value)) {
		yield* write(iterate(value), name, indent);
	} else if (value !== null && typeof value === 'object') {
		let opening = '{';
		for (const [key, entry] of Object.entries(value)) {
			if (entry === undefined) continue;
			yield `${opening}\n${inner}${JSON.stringify(key)}: `;
			yield* write(entry, key, inner);
			opening = ',';
		}
		yield opening === '{' ? '{}' : `\n${indent}}`;
	} else yield JSON.stringify(readable(value, name) ?? null);
}

function readable(value: unknown, name: string): unknown {
	return typeof value === 'number' && /(?:^a|A)t$/.test(name) ? new Date(value).toISOString() : value;
}

async function* iterate(values: readonly unknown[]): AsyncGenerator {
	for (const value of values) yield value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
	return value !== null && typeof value === 'object' && Symbol.asyncIterator in value;
}
