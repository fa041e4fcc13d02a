import { beforeAll, expect, test } from 'vitest';
import { personColumns } from '../../src/host/personal-data/person-columns.ts';
import type { PersonalDataSection } from '../../src/host/personal-data/section.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';

let hub: TestApp;
let sections: readonly PersonalDataSection[];
beforeAll(async () => {
	hub = await createTestApp();
	for (const { id } of hub.app.host.plugins) await hub.app.host.activate(id);
	sections = await hub.app.erasure.sections();
});

test('every column that names people is declared by whoever brought its table, once', async () => {
	const found = (await personColumns(hub.app.database)).map(({ table, column }) => `${table}.${column}`);
	const declared = sections.flatMap(({ columns, keeps }) => [...columns, ...keeps]);

	expect(found.filter((column) => !declared.includes(column))).toEqual([]);
	expect(declared.filter((column) => !found.includes(column))).toEqual([]);
	expect(new Set(declared).size).toBe(declared.length);
});

test('every declaration has what exports and erases behind it, and says what, why and for how long', () => {
	const t = hub.app.translator.for('de');
	const plugins = hub.app.host.plugins.flatMap(({ manifest }) => manifest.contributes.personalData);

	expect(sections.map(({ id }) => id)).toEqual(expect.arrayContaining(plugins.map(({ id }) => id)));
	for (const { what, why, retention } of sections) {
		for (const text of [what, why, retention]) {
			expect(hub.app.translator.resolve('de', text), text).not.toMatch(/^%|^personalData\./);
		}
	}
	expect(t('personalData.account.what')).not.toBe('personalData.account.what');
});
