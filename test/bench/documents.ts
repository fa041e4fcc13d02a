import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor, type Actor } from '../../src/access/actor.ts';
import { createApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createTextExtractor } from '../../src/content/files/text/extract-in-process.ts';
import { recognise } from '../../src/content/files/recognise.ts';
import { createId } from '../../src/ids.ts';
import { find } from '../../src/host/find/find.ts';
import { visitorFor } from '../../src/host/visitor.ts';
import { openDocumentFile, pdfOf, tableFile, wordFile } from '../harness/sample-files.ts';
import { root } from './hub-process.ts';
import { wordsOf } from './office-words.ts';
import { report, type Figure } from './report.ts';
import { quantile, timed, times } from './timing.ts';

/** `npm run bench -- documents [--files=20000] [--texts=1000] [--json]`: many documents listed, searched and read. */
export async function run(args: readonly string[]): Promise<void> {
	const numberOf = (name: string, usual: number) =>
		Number(args.find((argument) => argument.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const figures = [
			...(await listAndSearch(join(scratch, 'hub'), numberOf('files', 20_000))),
			...(await extract(scratch, numberOf('texts', 1000))),
		];
		report('documents', figures, args);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

async function listAndSearch(dataFolder: string, files: number): Promise<readonly Figure[]> {
	const app = await createApp(readConfig({ VERBUND_DATA: dataFolder }, root, { demo: false }));
	try {
		const { id: organisationId } = await app.accounts.organisations.create({ name: 'Messstelle' });
		const fill = await timed(() => fillDocuments(app, organisationId, files));
		const actor: Actor = {
			kind: 'person',
			personId: createId(),
			networkAdmin: false,
			access: 'full',
			permissionOverrides: [],
			groupIds: [],
			actingOrganisationId: organisationId,
			memberships: [{ organisationId, roles: ['reader'] }],
		};
		const visitor = await visitorFor({ ...app, types: app.content.types }, actor);
		const { reader } = visitor;
		await find(app, visitor, { text: 'Antrag', limit: 20 });
		const listed = await times(async (round) => {
			const filter = {
				types: ['document'],
				order: 'newest',
				limit: 31,
				offset: (round * 30) % files,
			} as const;
			const items = await app.content.list(reader, filter);
			await app.content.attachments.published(
				actor,
				items.map(({ id }) => id),
			);
		});
		const searched = await times(async (round) => {
			await find(app, visitor, {
				text: wordsOf(round * 37)
					.slice(0, 2)
					.join(' '),
				limit: 20,
			});
		});
		return [
			{ name: 'documents', value: files, unit: '' },
			{ name: 'made and published, processor time each', value: fill / files, unit: 'ms' },
			{ name: 'a page of the list, p50', value: quantile(listed, 0.5), unit: 'ms' },
			{ name: 'a page of the list, p99', value: quantile(listed, 0.99), unit: 'ms', target: { atMost: 100 } },
			{ name: 'a search, p50', value: quantile(searched, 0.5), unit: 'ms' },
			{ name: 'a search, p99', value: quantile(searched, 0.99), unit: 'ms', target: { atMost: 100 } },
		];
	} finally {
		await app.close();
	}
}

async function fillDocuments(app: App, organisationId: string, count: number): Promise<void> {
	const actor = systemActor('bench');
	for (let number = 0; number < count; number += 1) {
		const words = wordsOf(number);
		const file = createId();
		const text = {
			title: `${words.slice(0, 3).join(' ')} ${number}`,
			summary: words.join(' '),
			body: '',
			fields: { file },
		};
		const publication = await app.content.prepare('document', text);
		await app.database.transaction(async () => {
			const { id, revision } = await app.content.create(
				actor,
				{ type: 'document', organisationId, collectionId: null, language: 'de' },
				text,
			);
			const received = {
				id: file,
				name: `${number}.pdf`,
				mediaType: 'application/pdf',
				title: '',
				size: 1000,
				sha256: '',
			};
			await app.content.attachments.attachVersion(actor, id, received);
			await app.content.publish(
				actor,
				{ itemId: id, language: 'de', revision, major: true, audience: ['own'] },
				publication,
			);
		});
		if (number % 2000 === 1999) process.stderr.write(`    ${number + 1} of ${count}\n`);
	}
}

/** Of these many files some are broken on purpose; none may end the process for good. */
async function extract(folder: string, count: number): Promise<readonly Figure[]> {
	const extractor = createTextExtractor();
	const outcomes = new Map<string, number>();
	const before = process.memoryUsage().rss;
	const started = performance.now();
	try {
		for (let number = 0; number < count; number += 1) {
			const bytes = await sample(number);
			const path = join(folder, 'sample');
			writeFileSync(path, bytes);
			const { state } = await extractor.extract(path, await recognise(bytes.subarray(0, 4100)));
			outcomes.set(state, (outcomes.get(state) ?? 0) + 1);
		}
	} finally {
		await extractor.close();
	}
	const seconds = (performance.now() - started) / 1000;
	const broken = Math.floor((count + 9) / 10);
	return [
		{ name: 'files of five formats, every tenth broken', value: count, unit: '' },
		{ name: 'read', value: outcomes.get('read') ?? 0, unit: '', target: { atLeast: count - broken } },
		{ name: 'said to be unreadable', value: outcomes.get('unreadable') ?? 0, unit: '' },
		{ name: 'files per second', value: count / seconds, unit: '' },
		{
			name: 'memory of the hub grown by',
			value: (process.memoryUsage().rss - before) / 1_000_000,
			unit: 'MB',
		},
	];
}

async function sample(number: number): Promise<Buffer> {
	const words = wordsOf(number).join(' ');
	const makers = [
		async () => pdfOf(words.replaceAll(/[^ -~]/g, '')),
		() => wordFile(words),
		() => tableFile(words),
		() => openDocumentFile(words),
		async () => Buffer.from(words),
	];
	const bytes = (await makers[number % makers.length]?.()) ?? Buffer.alloc(0);
	return number % 10 === 0 ? bytes.subarray(0, bytes.length / 2) : bytes;
}
