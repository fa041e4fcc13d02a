import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { createMarkdownRenderer, type MarkdownRenderer, type MarkdownRendererOptions } from './render-in-process.ts';
import { renderMarkdown } from './render.ts';

const opened: MarkdownRenderer[] = [];

function openRenderer(options?: MarkdownRendererOptions): MarkdownRenderer {
	const renderer = createMarkdownRenderer(options);
	opened.push(renderer);
	return renderer;
}

afterEach(async () => {
	await Promise.all(opened.splice(0).map((renderer) => renderer.close()));
});

const tooComplex = expect.objectContaining({ code: 'content.tooComplex' });
const slowText = '[^1]: a\n\n' + '[^'.repeat(400_000);
const hugeText = 'a\n\n'.repeat(330_000);

test('the process renders what the function renders', async () => {
	const source = '# A\n\n{{b}} [[c]] text';

	expect(await openRenderer().render(source)).toEqual(renderMarkdown(source));
});

test('answers belong to their texts, in whatever number they come', async () => {
	const renderer = openRenderer();

	const rendered = await Promise.all(['a', 'b', 'c'].map((source) => renderer.render(source)));

	expect(rendered.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
});

test('a text that takes too long is refused, what waits behind it is rendered, and the process goes on meanwhile', async () => {
	const renderer = openRenderer({ timeoutMs: 500 });
	let ticks = 0;
	const ticking = setInterval(() => ticks++, 10);

	const slow = renderer.render(slowText);
	const waiting = renderer.render('danach');

	await expect(slow).rejects.toEqual(tooComplex);
	clearInterval(ticking);
	expect(ticks).toBeGreaterThan(5);
	expect((await waiting).text).toBe('danach');
});

test('a text that needs too much memory is refused, and the next one is rendered', async () => {
	const renderer = openRenderer({ timeoutMs: 60_000, memoryMb: 64 });

	await expect(renderer.render(hugeText)).rejects.toEqual(tooComplex);
	expect((await renderer.render('danach')).text).toBe('danach');
}, 60_000);

test('what the renderer refuses is refused here, and the process lives on', async () => {
	const renderer = openRenderer();

	await expect(renderer.render('> '.repeat(100) + 'a')).rejects.toEqual(tooComplex);
	await expect(renderer.render('a'.repeat(2_000_000))).rejects.toEqual(tooComplex);
	expect((await renderer.render('danach')).text).toBe('danach');
});

describe('of several people', () => {
	test('each waits for at most two texts of another, however many that one sent', async () => {
		const renderer = openRenderer();
		const order: string[] = [];
		const send = (by: string, source: string) =>
			renderer.render(source, by).then(({ text }) => order.push(text));

		const all = [...['a1', 'a2', 'a3', 'a4', 'a5'].map((source) => send('a', source)), send('b', 'b1')];
		await Promise.all(all);

		// The one that is being rendered, and the one whose turn it was.
		expect(order.indexOf('b1')).toBeLessThanOrEqual(2);
		expect(order.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
	});

	test('one who sends ever more is refused what is too much, and nobody else is', async () => {
		const renderer = openRenderer();
		const hostile = Array.from({ length: 100 }, () => renderer.render('a', 'a').catch((error: unknown) => error));

		const other = renderer.render('b', 'b');
		const own = Array.from({ length: 100 }, () => renderer.render('hub'));

		const refused = (await Promise.all(hostile)).filter((outcome) => outcome instanceof Error);
		expect(refused.length).toBeGreaterThan(80);
		expect(refused[0]).toMatchObject({ code: 'content.tooManyAtOnce' });
		expect((await other).text).toBe('b');
		await expect(Promise.all(own)).resolves.toHaveLength(100);
		expect((await renderer.render('a', 'a')).text).toBe('a');
	});
});

test('closing rejects what waits and what comes', async () => {
	const renderer = openRenderer();
	const running = renderer.render(slowText);
	const waiting = renderer.render('b');
	const settled = Promise.allSettled([running, waiting]);

	await renderer.close();

	expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	await expect(renderer.render('c')).rejects.toThrow('closed');
});

function runApart(script: string): { stdout: string; status: number | null } {
	const module = new URL('./render-in-process.ts', import.meta.url).href;
	const { stdout, status } = spawnSync(
		process.execPath,
		['--input-type=module', '-e', `import { createMarkdownRenderer } from '${module}'; ${script}`],
		{ encoding: 'utf8' },
	);
	return { stdout, status };
}

test('an idle renderer does not keep the hub alive', () => {
	const ended = runApart(`console.log((await createMarkdownRenderer().render('fertig')).text);`);

	expect(ended).toEqual({ stdout: 'fertig\n', status: 0 });
}, 60_000);

test('one that is closed has ended its process', () => {
	const ended = runApart(`const renderer = createMarkdownRenderer();
		await renderer.render('a');
		await renderer.close();
		console.log('zu');`);

	expect(ended).toEqual({ stdout: 'zu\n', status: 0 });
}, 60_000);

test('after a rest the next text is rendered all the same', async () => {
	const renderer = openRenderer({ idleMs: 1 });

	for (const text of ['a', 'b']) {
		expect((await renderer.render(text)).text).toBe(text);
		await setTimeout(50);
	}
});
