import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discoverPlugins } from './discover-plugins.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'verbund-plugins-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const whole = {
	name: 'notes',
	version: '1.0.0',
	displayName: '%notes.name%',
	description: 'Short notes',
	main: './plugin.ts',
	engines: { verbund: '^0.1.0' },
};

test('the bundled plugins have nothing to complain about', () => {
	const installation = fileURLToPath(new URL('../..', import.meta.url));

	const { plugins, broken } = discoverPlugins(installation);

	expect(broken).toEqual([]);
	expect(plugins.map(({ id }) => id)).toEqual(expect.arrayContaining(['directory', 'procedures']));
});

test('packages called verbund-plugin-* are found beside the folders', () => {
	place('plugins/notes', whole);
	place('node_modules/verbund-plugin-letters', {
		...whole,
		name: 'verbund-plugin-letters',
		main: './plugin.js',
	});
	place('node_modules/letters', { ...whole, name: 'letters' });

	const { plugins, broken } = discoverPlugins(root);

	expect(broken).toEqual([]);
	expect(plugins.map(({ id }) => id)).toEqual(['letters', 'notes']);
});

test.each(['*', '>=0.1.0', '0.1', '~0.1.0', '0.x || 2.x'])('%s fits this hub', (range) => {
	place('plugins/notes', { ...whole, engines: { verbund: range } });

	expect(discoverPlugins(root).broken).toEqual([]);
});

test('a plugin whose pages could not be built strands those that need it, and nobody else', () => {
	place('plugins/a', { ...whole, name: 'aa', pluginDependencies: ['bb'] }, 'aa');
	place('plugins/b', { ...whole, name: 'bb' }, 'bb');
	place('plugins/c', { ...whole, name: 'cc' }, 'cc');

	const { plugins, broken } = discoverPlugins(
		root,
		new Map([['bb', 'pages/index.astro:3:1: Unexpected token']]),
	);

	expect(plugins.map(({ id }) => id)).toEqual(['cc']);
	expect(broken).toMatchObject([
		{ id: 'bb', faults: ['pages/index.astro:3:1: Unexpected token'] },
		{ id: 'aa', faults: ['package.json: pluginDependencies: bb missing or in a circle'] },
	]);
});

test('a folder without a manifest is no plugin', () => {
	write('plugins/notes/plugin.ts', '');

	expect(discoverPlugins(root)).toEqual({ plugins: [], broken: [] });
});

describe('a fault names file and field', () => {
	test.each([
		['a field is missing', { version: undefined }, 'package.json: version: '],
		[
			'a value has the wrong shape',
			{ name: 'My Notes' },
			"package.json: name: the name of the plugin's folder",
		],
		[
			'it was written for another hub',
			{ engines: { verbund: '^2.0.0' } },
			'package.json: engines.verbund: written for version ^2.0.0 of the hub, and this is 0.',
		],
		[
			'the range of versions cannot be read',
			{ engines: { verbund: 'the newest' } },
			'package.json: engines.verbund: “the newest” is no range of versions such as ^0.1.0',
		],
		['the name is another', { name: 'memos' }, 'package.json: name: must be “notes”, as the folder'],
		[
			'a field of the hub is misspelt',
			{ contribtues: { commands: [] } },
			'package.json: contribtues: there is no such field; did you mean “contributes”?',
		],
		[
			'a contribution is misspelt',
			{ contributes: { comands: [] } },
			'package.json: contributes.comands: there is no such field',
		],
		[
			'a command has no permission',
			{ contributes: { commands: [{ command: 'notes.add', title: 'Add' }] } },
			'package.json: contributes.commands.0.permission: ',
		],
		[
			'nobody declares the permission',
			{ contributes: { commands: [{ command: 'notes.add', title: 'Add', permission: 'notes.wirte' }] } },
			'package.json: contributes.commands: nobody declares the permission “notes.wirte”',
		],
		[
			'nobody declares the permission of the page on which a type is worked on',
			{
				contributes: {
					contentTypes: [
						{
							...{ id: 'note', title: 'Note', titlePlural: 'Notes', icon: 'file', route: '/notes' },
							edit: { route: '/notes/{itemId}', permission: 'notes.wirte' },
							fields: { type: 'object', properties: {} },
						},
					],
				},
			},
			'package.json: contributes.contentTypes: nobody declares the permission “notes.wirte”',
		],
		[
			'a command is named after another plugin',
			{ contributes: { commands: [{ command: 'memos.add', title: 'Add', permission: 'signedIn' }] } },
			'package.json: contributes.commands: “memos.add” must begin with “notes.”',
		],
		[
			'a menu names a command that is not there',
			{ contributes: { menus: { 'item/title': [{ command: 'notes.add' }] } } },
			'package.json: contributes.menus.item/title: the command “notes.add” is not declared',
		],
		[
			'a when clause cannot be read',
			{ contributes: { menus: { 'item/title': [{ command: 'notes.add', when: 'item.type = note' }] } } },
			'package.json: contributes.menus.item/title.0.when: “item.type = note”: “= note” is not understood',
		],
		['the code is not there', { main: './code.ts' }, 'package.json: main: ./code.ts does not exist'],
		[
			'a page is not there',
			{ contributes: { pages: [{ route: '/notes', entry: './pages/index.astro', permission: 'public' }] } },
			'package.json: contributes.pages: ./pages/index.astro does not exist',
		],
		[
			'a key combination is AltGr',
			{ contributes: { keybindings: [{ command: 'notes.add', key: 'ctrl+alt+n' }] } },
			'without Ctrl+Alt, which is AltGr',
		],
		[
			'a sentence is missing',
			{ description: '%notes.nothing%' },
			'l10n/de.json: notes.nothing: is missing, and package.json names it',
		],
		[
			'a page is taken by the core',
			{ contributes: { pages: [{ route: '/settings', entry: './plugin.ts', permission: 'public' }] } },
			'package.json: contributes.pages: “/settings” is already taken by the core',
		],
	])('%s', (_case, change, fault) => {
		place('plugins/notes', { ...whole, ...change });

		const { plugins, broken } = discoverPlugins(root);

		expect(plugins).toEqual([]);
		expect(broken.map(({ id }) => id)).toEqual(['notes']);
		expect(broken[0]?.faults).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
	});

	test('a manifest is no JSON', () => {
		write('plugins/notes/package.json', '{ "name": "notes", }');

		expect(discoverPlugins(root).broken[0]?.faults[0]).toContain('package.json: ');
	});

	test('translations are no JSON', () => {
		place('plugins/notes', whole);
		write('plugins/notes/l10n/de.json', '{');

		expect(discoverPlugins(root).broken[0]?.faults[0]).toContain('l10n/de.json: ');
	});
});

describe('of two plugins that want the same, the first has it', () => {
	const type = {
		id: 'note',
		title: 'Note',
		titlePlural: 'Notes',
		icon: 'file',
		route: '/notes',
		fields: { type: 'object' },
	};

	test.each([
		[
			'content type',
			{ contentTypes: [type] },
			'contributes.contentTypes: “note” is already taken by plugin memos',
		],
		[
			'page, whatever its parameter is called',
			{ pages: [{ route: '/n/[slug]', entry: './plugin.ts', permission: 'public' }] },
			'contributes.pages: “/n/[]” is already taken by plugin memos',
		],
	])('%s', (_what, contributes, fault) => {
		const other = JSON.parse(JSON.stringify(contributes).replace('[slug]', '[name]'));
		place('plugins/memos', { ...whole, name: 'memos', contributes: other });
		place('plugins/notes', { ...whole, contributes });

		const { plugins, broken } = discoverPlugins(root);

		expect(plugins.map(({ id }) => id)).toEqual(['memos']);
		expect(broken).toMatchObject([{ id: 'notes', faults: [`package.json: ${fault}`] }]);
	});

	test('but the same word may stand for different things', () => {
		const area = { id: 'note', title: 'Notes', icon: 'file', route: '/memos' };
		place('plugins/memos', {
			...whole,
			name: 'memos',
			contributes: { viewsContainers: { activitybar: [area] } },
		});
		place('plugins/notes', { ...whole, contributes: { contentTypes: [type] } });

		expect(discoverPlugins(root).broken).toEqual([]);
	});

	test('name, even if one of them is a package', () => {
		place('node_modules/verbund-plugin-notes', { ...whole, name: 'verbund-plugin-notes' });
		place('plugins/notes', whole);

		const { plugins, broken } = discoverPlugins(root);

		expect(plugins.map(({ folder }) => folder)).toEqual([join(root, 'plugins/notes')]);
		expect(broken).toMatchObject([
			{ id: 'notes', faults: ['package.json: name: another plugin is already called notes'] },
		]);
	});
});

test('dependencies come first, and one that is missing strands only those that need it', () => {
	place('plugins/a', { ...whole, name: 'aa', pluginDependencies: ['bb'] }, 'aa');
	place('plugins/b', { ...whole, name: 'bb' }, 'bb');
	place('plugins/c', { ...whole, name: 'cc', pluginDependencies: ['gone'] }, 'cc');

	const { plugins, broken } = discoverPlugins(root);

	expect(plugins.map(({ id }) => id)).toEqual(['bb', 'aa']);
	expect(broken).toMatchObject([
		{ id: 'cc', faults: ['package.json: pluginDependencies: gone missing or in a circle'] },
	]);
});

function place(
	folder: string,
	manifest: { name?: string; main?: string; [field: string]: unknown },
	name?: string,
) {
	const at = name === undefined ? folder : join(dirname(folder), name);
	write(join(at, 'package.json'), JSON.stringify(manifest));
	write(join(at, manifest.main === './plugin.js' ? 'plugin.js' : 'plugin.ts'), 'export default {};');
	write(join(at, 'l10n/de.json'), JSON.stringify({ 'notes.name': 'Notizen' }));
}

function write(file: string, text: string): void {
	const path = join(root, file);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
