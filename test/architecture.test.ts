import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { corePageRoutes } from '../src/host/page-routes.ts';
import { createTestApp, type TestApp } from './harness/test-app.ts';
import { root } from './harness/test-config.ts';

interface Room {
	/** Files of the room, as the beginning of their path. */
	readonly of: readonly string[];
	/** Rooms that a file may import values from; itself always. */
	readonly values: readonly string[];
	/** Further rooms that it may import types from. */
	readonly types?: readonly string[];
}

const ground = [
	'src/database/',
	'src/l10n/',
	'src/errors.ts',
	'src/events.ts',
	'src/ids.ts',
	'src/isolation/',
	'src/keys.ts',
	'src/network/',
	'src/registry.ts',
	'src/slugs.ts',
	'src/version.ts',
];
const services = [
	'src/accounts/',
	'src/access/',
	'src/content/',
	'src/search/',
	'src/legal/',
	'src/realtime/',
	'src/jobs/',
	'src/notifications/',
	'src/mail/',
	'src/feeds/',
	'src/backups/',
	'src/pdf/',
];
const core = [...ground, ...services, 'src/transfer/', 'src/paper/', 'src/host/', 'src/config.ts'];
const shell = ['src/workbench/', 'src/pages/', 'src/middleware.ts'];

/** Who may import whom. A file that is in no room fails the test. */
const rooms: readonly Room[] = [
	{ of: ground, values: ground, types: ['src/access/'] },
	{ of: services, values: [...ground, ...services], types: [] },
	// What people bring along is read by the editor's own schema.
	// Forms and letters are written as exports are.
	{ of: ['src/paper/'], values: [...ground, ...services, 'src/transfer/'] },
	{ of: ['src/transfer/'], values: [...ground, ...services, 'src/document/'] },
	// The document of the editor: read and written alike in the browser and on the server.
	{ of: ['src/document/'], values: ['src/content/markdown/'] },
	{ of: ['src/host/', 'src/api.ts'], values: core, types: ['src/app.ts', 'src/workbench/'] },
	{ of: ['src/config.ts', 'src/app-locator.ts'], values: [], types: ['src/app.ts'] },
	{ of: ['src/server/'], values: [...core, 'src/demo/network.ts'], types: ['src/app.ts', 'src/workbench/'] },
	{
		of: shell,
		// What has no state may be there twice: in the browser or the pages, and on the server.
		values: [
			...shell,
			'src/app-locator.ts',
			'src/errors.ts',
			'src/keys.ts',
			'src/document/',
			'src/content/alike.ts',
			'src/content/fields-of-translation.ts',
			'src/content/item-pages.ts',
			'src/content/longest-rising.ts',
			'src/content/match-entries.ts',
			'src/content/placeholders/placeholder-mark.ts',
			'src/content/markdown/images.ts',
			'src/content/markdown/links.ts',
		],
		types: [...core, 'src/server/', 'src/app.ts'],
	},
	{
		of: [
			'src/app.ts',
			'src/main.ts',
			'src/cli/',
			'src/integration.ts',
			'src/icons-plugin.ts',
			'src/demo/',
			'src/starter.ts',

			'src/plugin-parts.ts',
			'src/precompress.ts',
			'src/workbench-chunk.ts',
			'src/start-failure.ts',
			'src/env.d.ts',
		],
		values: ['src/'],
	},
	{ of: ['src/bootstrap/'], values: ['src/config.ts', 'src/cli/'] },
];

interface Import {
	readonly file: string;
	readonly target: string;
	readonly typeOnly: boolean;
}

const files = ['src', 'plugins']
	.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
	)
	.filter((file) => /\.(?:ts|astro|mjs)$/.test(file) && !/\.(?:test|spec)\.ts$|node_modules/.test(file));

describe('a file of the core', () => {
	const inCore = files.filter((file) => file.startsWith('src/'));

	test('stands in a room', () => {
		expect(inCore.filter((file) => !roomOf(file))).toEqual([]);
	});

	test('imports only what its room may', () => {
		const breaches = inCore.flatMap((file) => {
			const room = roomOf(file);
			const allowed = ({ target, typeOnly }: Import) =>
				[...(room?.of ?? []), ...(room?.values ?? []), ...(typeOnly ? (room?.types ?? []) : [])].some(
					(start) => target.startsWith(start),
				) ||
				target.endsWith('.css') ||
				target.endsWith('.json');
			return importsOf(file)
				.filter(({ target }) => target.startsWith('src/') || target.startsWith('plugins/'))
				.filter((one) => !allowed(one))
				.map(({ target, typeOnly }) => `${file} -> ${target}${typeOnly ? ' (type)' : ''}`);
		});

		expect(breaches).toEqual([]);
	});

	test('names no plugin', () => {
		const plugins = readdirSync(join(root, 'plugins'), { withFileTypes: true }).filter((entry) =>
			entry.isDirectory(),
		);
		const named = inCore.flatMap((file) =>
			plugins
				.filter(({ name }) => importsOf(file).some(({ target }) => target.startsWith(`plugins/${name}`)))
				.map(({ name }) => `${file}: ${name}`),
		);

		expect(named).toEqual([]);
	});
});

test('a plugin imports itself, what “verbund” offers, and packages; of others only types', () => {
	const breaches = files
		.filter((file) => file.startsWith('plugins/'))
		.flatMap((file) =>
			importsOf(file)
				.filter(({ target, typeOnly }) => {
					if (target.startsWith('plugins/')) {
						return target.split('/')[1] !== file.split('/')[1] && !typeOnly;
					}
					return target.startsWith('src/') || /^verbund\/(?!ui\/|client)/.test(target);
				})
				.map(({ target }) => `${file} -> ${target}`),
		);

	expect(breaches).toEqual([]);
});

describe('style', () => {
	test.each([
		['no “any”', /[:<|,(]\s*any\b(?!\w)(?=[\s,;)>\][|&=]|$)|\bas any\b/],
		['no TODO', /\b(?:TODO|FIXME|XXX)\b/],
		['no enum', /^\s*(?:export )?(?:const )?enum \w/m],
		['no inline style', /\sstyle=["{]/],
	])('%s', (_, pattern) => {
		const breaches = files.filter((file) =>
			pattern.test(withoutTexts(readFileSync(join(root, file), 'utf8'))),
		);

		expect(breaches).toEqual([]);
	});

	test('no file is called after nothing', () => {
		expect(files.filter((file) => /\/(?:utils?|helpers?|common|misc)\.(?:ts|astro)$/.test(file))).toEqual([]);
	});
});

describe('what is declared', () => {
	let hub: TestApp;

	beforeAll(async () => {
		hub = await createTestApp();
	});

	test('is there: no plugin is broken, and each registers the commands of its manifest', async () => {
		const { host, commands } = hub.app;

		expect(host.broken).toEqual([]);
		for (const { id } of host.plugins) await host.activate(id);
		for (const { id } of commands.declarations())
			await expect(commands.definition(id)).resolves.toBeDefined();
	});

	test('names permissions that someone declares', () => {
		const { access, commands, host } = hub.app;
		const declared = access.declarations().map(({ id }) => id);
		const named = [
			...commands.declarations(),
			...corePageRoutes,
			...host.plugins.flatMap(({ manifest }) => [
				...manifest.contributes.pages,
				...manifest.contributes.widgets,
				...manifest.contributes.itemWidgets,
				...manifest.contributes.listWidgets,
			]),
		].map(({ permission }) => permission);

		expect(named.filter((permission) => !declared.includes(permission))).toEqual([]);
	});

	test('has a page file for every route of the core, and a route for every page file', () => {
		const pages = readdirSync(join(root, 'src/pages'), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.astro'))
			.map((file) => `/${file.replace(/(?:^|\/)index\.astro$/, '').replace(/\.astro$/, '')}`);

		expect(pages.sort()).toEqual(corePageRoutes.map(({ route }) => route).sort());
	});

	test('stores what a plugin stores in tables of its own name', async () => {
		const { host, database } = hub.app;
		for (const { id } of host.plugins) await host.activate(id);
		const tables = await database.query.introspection.getTables();
		const prefixes = host.plugins.map(({ id }) => `${id.replaceAll('-', '_')}_`);
		const core = readFileSync(join(root, 'src/database/schema.ts'), 'utf8');

		const foreign = tables
			.map(({ name }) => name)
			.filter((name) => !prefixes.some((prefix) => name.startsWith(prefix)))
			.filter(
				(name) =>
					!core.includes(`\t${name}:`) && !name.startsWith('search_index') && !name.startsWith('sqlite_'),
			);

		expect(foreign).toEqual([]);
	});
});

describe('every sentence', () => {
	const messagesOf = (folder: string, language: string): Record<string, string> =>
		JSON.parse(readFileSync(join(root, folder, `${language}.json`), 'utf8'));
	const folders = [
		'src/l10n',
		...readdirSync(join(root, 'plugins'))
			.filter((name) => !name.includes('.'))
			.map((name) => `plugins/${name}/l10n`),
	];

	test.each(folders)('of %s is there in German and in English, with no other placeholders', (folder) => {
		const german = messagesOf(folder, 'de');
		const english = messagesOf(folder, 'en');
		const simple = messagesOf(folder, 'de-simple');

		expect(Object.keys(english).sort()).toEqual(Object.keys(german).sort());
		expect(Object.keys(simple).filter((key) => !(key in german))).toEqual([]);
		for (const [key, sentence] of Object.entries(german)) {
			expect(placeholders(sentence), key).toEqual(expect.arrayContaining(placeholders(english[key])));
			if (key in simple)
				expect(placeholders(sentence), key).toEqual(expect.arrayContaining(placeholders(simple[key])));
		}
	});

	test('that the code or a manifest asks for is there', () => {
		const core = messagesOf('src/l10n', 'de');
		const missing = files.flatMap((file) => {
			const plugin = /^plugins\/([^/]+)\//.exec(file)?.[1];
			const known = { ...core, ...(plugin ? messagesOf(`plugins/${plugin}/l10n`, 'de') : {}) };
			const text = withoutComments(readFileSync(join(root, file), 'utf8'));
			return [...text.matchAll(/\bt\(\s*'([^']+)'/g), ...text.matchAll(/'%([\w.-]+)%'/g)]
				.map(([, key = '']) => key)
				.filter((key) => !(key in known))
				.map((key) => `${file}: ${key}`);
		});
		const inManifests = folders.slice(1).flatMap((folder) => {
			const manifest = readFileSync(join(root, dirname(folder), 'package.json'), 'utf8');
			const known = { ...core, ...messagesOf(folder, 'de') };
			return [...manifest.matchAll(/"%([^"%]+)%"/g)]
				.map(([, key = '']) => key)
				.filter((key) => !(key in known));
		});

		expect([...missing, ...inManifests]).toEqual([]);
	});
});

/** Names of the values that a sentence takes, also within its plurals. */
function placeholders(sentence = ''): string[] {
	const collect = (elements: readonly unknown[]): string[] =>
		elements.flatMap((element) => {
			const { type, value, options } = elementSchema.parse(element);
			if (type === literal || type === pound) return [];
			return [String(value), ...Object.values(options ?? {}).flatMap((option) => collect(option.value))];
		});
	const { getAst } = new IntlMessageFormat(sentence, 'de', undefined, { ignoreTag: true });
	return [...new Set(collect(getAst()))].sort();
}

const literal = 0;
const pound = 7;
const elementSchema = z.object({
	type: z.number(),
	value: z.unknown().optional(),
	options: z.record(z.string(), z.object({ value: z.array(z.unknown()) })).nullish(),
});

function roomOf(file: string): Room | undefined {
	return rooms.find(({ of }) => of.some((start) => file.startsWith(start)));
}

/** Imports with the path they lead to, from the folder of the installation; packages by their name. */
function importsOf(file: string): Import[] {
	const text = readFileSync(join(root, file), 'utf8');
	const pattern =
		/^(?:import\s+|export\s+(?=[^=(]*?\sfrom\s))(type\s+)?(?:([^'"]*?)\s+from\s+)?['"]([^'"]+)['"]/gm;
	return [...text.matchAll(pattern)].map(([, type, names = '', target = '']) => {
		const onlyTypes =
			/^\{[^}]*\}$/.test(names) &&
			names
				.slice(1, -1)
				.split(',')
				.every((name) => /^\s*(?:type\s|$)/.test(name));
		return {
			file,
			target: target.startsWith('.') ? relative(root, normalize(join(root, dirname(file), target))) : target,
			typeOnly: type !== undefined || onlyTypes,
		};
	});
}

/** Code without its comments and quoted texts, in which words mean nothing. */
function withoutTexts(code: string): string {
	return withoutComments(code).replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

function withoutComments(code: string): string {
	return code.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}
