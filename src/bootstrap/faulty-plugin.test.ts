import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultyPlugin } from './faulty-plugin.mjs';

let root: string;
beforeEach(() => {
	root = `${mkdtempSync(join(tmpdir(), 'verbund-fault-'))}/`;
	for (const id of ['notes', 'letters']) mkdirSync(join(root, 'plugins', id), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const failed = (message: string) =>
	`09:02:45 [ERROR] [vite] ✗ Build failed in 762ms\n\nBuild failed with 1 error:\n\n${message}\n    at compile (file:///x/node_modules/astro/compile.js:61:3)\n`;

test('a page that does not compile is named with line and column', () => {
	const output = failed(
		`[plugin astro:build] ${root}plugins/notes/pages/index.astro:2:6\nCompilerError: Unexpected token`,
	);

	expect(faultyPlugin(output, root)).toEqual({
		id: 'notes',
		reason: 'plugins/notes/pages/index.astro:2:6 CompilerError: Unexpected token',
	});
});

test('a component that is missing is a fault of the page that asks for it', () => {
	const output = failed(
		`\u001B[31m[UNRESOLVED_IMPORT] \u001B[0mCould not resolve 'src/Missing.astro' in plugins/letters/pages/index.astro
   ╭─[ plugins/letters/pages/index.astro:2:21 ]
   │
 2 │ import Missing from 'src/Missing.astro';
   │ Help: imported by plugins/notes/pages/index.astro`,
	);

	expect(faultyPlugin(output, root)).toEqual({
		id: 'letters',
		reason: "[UNRESOLVED_IMPORT] Could not resolve 'src/Missing.astro' in plugins/letters/pages/index.astro",
	});
});

test('a fault of the core is no fault of a plugin that comes later in the message', () => {
	const output = failed(
		`${root}src/pages/index.astro:1:1 Unexpected token, imported by plugins/notes/x.astro`,
	);

	expect(faultyPlugin(output, root)).toBeNull();
});

test('a plugin that is a link is known by where it really is', () => {
	const elsewhere = mkdtempSync(join(tmpdir(), 'verbund-elsewhere-'));
	symlinkSync(elsewhere, join(root, 'plugins', 'linked'));

	const fault = faultyPlugin(
		failed(`[plugin astro:build] ${elsewhere}/pages/index.astro:2:6\nError: no`),
		root,
	);

	expect(fault?.id).toBe('linked');
	rmSync(elsewhere, { recursive: true });
});

test('what is no failed build is nobody’s fault', () => {
	expect(faultyPlugin('Error: spawn ENOMEM plugins/notes/', root)).toBeNull();
});
