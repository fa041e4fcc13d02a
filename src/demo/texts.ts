import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemActor } from '../access/actor.ts';
import type { App } from '../app.ts';
import { importFolder } from '../content/transfer/import-folder.ts';
import type { DemoEvent } from './fill-demo.ts';
import { momentOf } from './moments.ts';
import type { DemoNetwork } from './network.ts';
import type { People } from './people.ts';

/** The texts of a folder come together, two working days after those before; a text with a date of its own comes alone. */
export function textEvents(app: App, { texts }: DemoNetwork, people: People, now: number): DemoEvent[] {
	const folders = [...people.organisationIds].flatMap(([slug, organisationId]) =>
		app.content.types
			.all()
			.map(({ id: type }) => ({ path: `${slug}/${type}`, organisationId, type }))
			.filter(({ path }) => existsSync(folderOf(app, path))),
	);
	return folders.flatMap(({ path, ...folder }, index) => {
		const bring = (isWanted: (key: string) => boolean) => () =>
			bringTexts(app, { path, ...folder }, isWanted);
		return [
			{
				at: momentOf(`${Math.max(55 - 2 * index, 20)}d 08:20`, now),
				happen: bring((key) => !(`${path}/${key}` in texts)),
			},
			...Object.entries(texts)
				.filter(([text]) => text.startsWith(`${path}/`))
				.map(([text, ago]) => ({
					at: momentOf(ago, now),
					happen: bring((key) => `${path}/${key}` === text),
				})),
		];
	});
}

async function bringTexts(
	app: App,
	{ path, organisationId, type }: { path: string; organisationId: string; type: string },
	isWanted: (key: string) => boolean,
): Promise<void> {
	const report = await importFolder(app, {
		folder: folderOf(app, path),
		organisationId,
		type,
		actor: systemActor('demo'),
		publish: true,
		source: 'demo',
		choose: (key) => ({ skip: !isWanted(key), title: null }),
	});
	for (const { file, error } of report.failed) console.error(`Demo: ${path}/${file}:`, error);
}

function folderOf({ config }: App, path: string): string {
	return join(config.root, 'content', 'demo', path);
}
