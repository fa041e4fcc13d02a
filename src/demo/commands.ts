import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findAccount, toActor } from '../accounts/account.ts';
import type { App } from '../app.ts';
import { visitorFor } from '../host/visitor.ts';
import type { DemoEvent } from './fill-demo.ts';
import { demoIds } from './ids.ts';
import { momentOf } from './moments.ts';
import type { DemoNetwork } from './network.ts';
import type { People } from './people.ts';

type DemoCommand = DemoNetwork['commands'][number];

const minute = 60_000;
const answerSchema = z.looseObject({ id: z.string() });

export function commandEvents(app: App, { commands }: DemoNetwork, people: People, now: number): DemoEvent[] {
	/** What commands have made, by the name that the demo gives it. */
	const made = new Map<string, string>();
	let at = now;
	return commands.map((command) => {
		at = command.ago === undefined ? Math.min(at + minute, now) : momentOf(command.ago, now);
		return {
			at,
			happen: async () =>
				run(app, command, people, made, new Map([...(await demoIds(app, people, now)), ...made])),
		};
	});
}

async function run(
	app: App,
	{ as, command, input, made: name }: DemoCommand,
	{ personIds }: People,
	made: Map<string, string>,
	ids: ReadonlyMap<string, string>,
): Promise<void> {
	const account = await findAccount(app.database, { id: personIds.get(as) ?? '' });
	// A plugin may have been taken away.
	if (!account || !app.commands.declarations().some(({ id }) => id === command)) return;
	// So may what it is about.
	if (Object.values(input).some((value) => isMissing(value, ids))) return;
	const { actor, reader } = await visitorFor({ ...app, types: app.content.types }, toActor(account, null));
	const fields: [string, unknown][] = [];
	for (const [field, value] of Object.entries(input)) {
		const file = typeof value === 'string' ? await sendFile(app, account.id, value) : null;
		fields.push([
			field,
			file ?? (Array.isArray(value) ? value.map((one) => idOf(one, ids)) : idOf(value, ids)),
		]);
	}
	const answer = await app.commands.execute(command, Object.fromEntries(fields), { actor, reader });
	if (name !== undefined) rememberIds(name, answerSchema.parse(answer), made);
}

function rememberIds(made: string, answer: z.infer<typeof answerSchema>, ids: Map<string, string>): void {
	for (const [name, value] of Object.entries(answer)) {
		if (typeof value === 'string') ids.set(name === 'id' ? made : `${made}.${name}`, value);
	}
}

function idOf(value: unknown, ids: ReadonlyMap<string, string>): unknown {
	return typeof value === 'string' ? (ids.get(value) ?? value) : value;
}

/** `@file:antrag.pdf` is a file of the demo, sent by whoever acts; answers its id. */
async function sendFile({ config, content }: App, personId: string, value: string): Promise<string | null> {
	const [, name] = /^@file:([\w.-]+)$/.exec(value) ?? [];
	if (name === undefined) return null;
	const bytes = createReadStream(join(config.root, 'content', 'demo', 'files', name));
	return (await content.attachments.uploads.receive(personId, name, bytes)).id;
}

function isMissing(value: unknown, ids: ReadonlyMap<string, string>): boolean {
	return typeof value === 'string' && /^@(?:item|room|message):/.test(value) && !ids.has(value);
}
