import { beforeAll, expect, test } from 'vitest';
import { startTestHub, type TestHub } from './harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const browser = { accept: 'text/html,application/xhtml+xml' };

function ask(path: string, init: RequestInit = {}): Promise<Response> {
	return fetch(`${hub.url}${path}`, { redirect: 'manual', ...init });
}

test('a link to a file that is not there leads to a page, as a link to a text does', async () => {
	const answer = await ask('/files/01a2054d-7f3c-778e-9418-ddc5e2b66e43/bescheid.pdf', { headers: browser });
	const page = await answer.text();

	expect(answer.status).toBe(404);
	expect(page).toContain('Diese Seite gibt es nicht');
	expect(page).toContain('/sign-in?next=%2Ffiles%2F');
});

test('a program is told the same as data', async () => {
	const answer = await ask('/files/01a2054d-7f3c-778e-9418-ddc5e2b66e43/bescheid.pdf');

	expect(answer.status).toBe(404);
	expect(await answer.json()).toMatchObject({ error: { code: 'request.notFound' } });
});

test('the interface for programs answers a browser with data, too', async () => {
	const answer = await ask('/api/nowhere', { headers: browser });

	expect(answer.headers.get('content-type')).toContain('application/json');
});

test('a form that is too large is answered by a page that says what to do', async () => {
	const answer = await ask('/sign-in', {
		method: 'POST',
		headers: { ...browser, origin: hub.url },
		body: new URLSearchParams({ _command: 'accounts.signIn', email: 'a'.repeat(40_000_000) }),
	});

	expect(answer.status).toBe(413);
	expect(await answer.text()).toContain('Das war zu viel auf einmal');
});

test('whoever has to sign in first comes back to the address', async () => {
	const answer = await ask('/uploads/1', { headers: browser });

	expect(answer.status).toBe(303);
	expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fuploads%2F1');
});

test('a new text of a kind that is not there is a page that is not there', async () => {
	const { status, text } = await hub.as.author.get('/content/new?type=nothing');

	expect(status).toBe(404);
	expect(text).toContain('Diese Seite gibt es nicht');
});

test('a form of a foreign page gets a sentence and nothing of the hub', async () => {
	const answer = await ask('/sign-in', {
		method: 'POST',
		headers: { ...browser, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
		body: new URLSearchParams({ _command: 'accounts.signIn' }),
	});
	const page = await answer.text();

	expect(answer.status).toBe(403);
	expect(page).toContain('kam nicht von einer Seite dieses Verbunds');
	expect(page).not.toContain('<form');
});
