import { expect, test } from 'vitest';
import type { CommandDeclaration } from './command.ts';
import { manifestSchema } from './manifest.ts';
import { menuCommands } from './menus.ts';

const values = new Map([
	['item.type', 'note'],
	['item.language', 'de'],
]);

test('a menu shows what may be run and whose clause holds, by group and order', () => {
	const menu = menuFor([
		{ command: 'notes.last' },
		{ command: 'notes.second', group: 'a@2' },
		{ command: 'notes.first', group: 'a@1', when: 'item.type == note', next: '/notes/{id}' },
		{ command: 'notes.never', when: 'item.type == memo' },
		{ command: 'notes.forbidden' },
		{ command: 'notes.gone' },
	]);

	expect(menu.map(({ command }) => command)).toEqual(['notes.first', 'notes.second', 'notes.last']);
	expect(menu[0]).toMatchObject({ enabled: true, next: '/notes/{id}' });
});

test('a command that is not enabled here is shown, and greyed', () => {
	const [command] = menuFor([{ command: 'notes.translate' }]);

	expect(command).toMatchObject({ command: 'notes.translate', enabled: false });
});

test('a switch says what is offered where its key holds', () => {
	const [entry] = menuFor([
		{
			command: 'notes.first',
			group: 'navigation@1',
			toggle: { key: 'notes.pinned', command: 'notes.second' },
		},
	]);

	expect(entry).toMatchObject({
		command: 'notes.first',
		group: 'navigation',
		toggle: { key: 'notes.pinned', command: 'notes.second', title: 'second' },
	});
});

function menuFor(entries: readonly object[]) {
	const manifest = manifestSchema.parse({
		name: 'notes',
		version: '1.0.0',
		displayName: 'Notes',
		description: 'Notes',
		main: './plugin.ts',
		engines: { verbund: '^0.1.0' },
		contributes: { menus: { 'item/title': entries } },
	});
	return menuCommands('item/title', {
		plugins: [{ id: 'notes', folder: '', manifest, messages: {} }],
		commands: ['first', 'second', 'last', 'never', 'forbidden', 'translate'].map(toDeclaration),
		lookUp: (key) => values.get(key),
		may: (permission) => permission !== 'notes.forbidden',
	});
}

function toDeclaration(name: string): CommandDeclaration {
	return {
		id: `notes.${name}`,
		title: name,
		permission: `notes.${name}`,
		pluginId: 'notes',
		...(name === 'translate' ? { enablement: 'item.language != de' } : {}),
	};
}
