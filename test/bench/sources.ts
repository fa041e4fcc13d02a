import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '../../src/access/actor.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { find } from '../../src/host/find/find.ts';
import { visitorFor } from '../../src/host/visitor.ts';
import { createId } from '../../src/ids.ts';
import { root } from './hub-process.ts';
import { wordsOf } from './office-words.ts';
import { report } from './report.ts';
import { quantile, timed, times } from './timing.ts';

const inFolder = 100;

/** `npm run bench -- sources [--files=20000] [--json]`: a folder of many texts read, browsed and searched. */
export async function run(args: readonly string[]): Promise<void> {
	const given = args.find((argument) => argument.startsWith('--files='));
	const files = Number(given?.split('=')[1] ?? 20_000);
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	const open = join(scratch, 'open');
	fill(open, files);
	const environment = { VERBUND_DATA: join(scratch, 'hub'), VERBUND_OPEN_FOLDERS: open };
	const app = await createApp(readConfig(environment, root, { demo: false }));
	try {
		const { id: organisationId } = await app.accounts.organisations.create({ name: 'Messstelle' });
		const { reader } = await visitorFor({ ...app, types: app.content.types }, systemActor('bench'));
		const { id: sourceId } = (await app.commands.execute(
			'documents.addFolderSource',
			{ organisationId, name: 'Ablage', root: open, folder: '', audience: ['network'] },
			{ actor: reader.actor, reader },
		)) as { id: string };
		const first = await timed(() => app.jobs.runDue());
		await app.commands.execute('documents.readSource', { sourceId }, { actor: reader.actor, reader });
		const again = await timed(() => app.jobs.runDue());
		const visitor = await visitorFor(
			{ ...app, types: app.content.types },
			{
				...{ kind: 'person', personId: createId(), networkAdmin: false, access: 'full', groupIds: [] },
				...{ permissionOverrides: [], actingOrganisationId: organisationId },
				memberships: [{ organisationId, roles: ['reader'] }],
			},
		);
		const { sources } = await app.host.use('documents');
		const top = await sources.browse(visitor.actor, { sourceId, folderId: null, page: 1 });
		const browsed = await times((round) =>
			sources.browse(visitor.actor, {
				...{ sourceId, page: 1 },
				folderId: top.entries[round % top.entries.length]?.id ?? null,
			}),
		);
		await find(app, visitor, { text: 'Antrag', limit: 20 });
		const searched = await times((round) =>
			find(app, visitor, {
				text: wordsOf(round * 37)
					.slice(0, 2)
					.join(' '),
				limit: 20,
			}),
		);
		report(
			'sources',
			[
				{ name: 'files', value: files, unit: '' },
				{ name: 'read for the first time, processor time each', value: first / files, unit: 'ms' },
				{ name: 'read again unchanged, processor time', value: again / 1000, unit: 's' },
				{ name: 'a folder, p99', value: quantile(browsed, 0.99), unit: 'ms', target: { atMost: 100 } },
				{ name: 'a search, p99', value: quantile(searched, 0.99), unit: 'ms', target: { atMost: 100 } },
			],
			args,
		);
	} finally {
		await app.close();
		rmSync(scratch, { recursive: true, force: true });
	}
}

function fill(folder: string, files: number): void {
	for (let number = 0; number < files; number += 1) {
		const place = join(folder, `Ordner ${Math.floor(number / inFolder)}`);
		if (number % inFolder === 0) mkdirSync(place, { recursive: true });
		writeFileSync(join(place, `Schreiben ${number}.txt`), wordsOf(number).join(' '));
	}
}
