import { expect, test } from 'vitest';
import { createTestApp } from '../../../test/harness/test-app.ts';
import { createStoredPages } from './stored-pages.ts';

const key = {
	path: '/procedures/a/b',
	sessionId: null,
	languageCookie: null,
	acceptLanguage: 'de',
	userAgent: '',
};

test('a page is not sent on the next day in Germany: its text may say what day it is', async () => {
	const { app } = await createTestApp({ plugins: [] });
	const evening = Date.parse('2026-11-22T23:59:30+01:00');
	let now = evening;
	const pages = createStoredPages(app.database, app.accounts.sessions, () => now);
	pages.keep(key, { html: 'Heute ist der 22.', changeMark: await pages.readMark(), formKeys: [] });

	const before = await pages.find(key);
	now = evening + 31_000;
	const after = await pages.find(key);

	expect(Buffer.concat(before ?? []).toString()).toBe('Heute ist der 22.');
	expect(after).toBeNull();
});
