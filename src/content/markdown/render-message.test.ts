import { expect, test } from 'vitest';
import { renderMessage } from './render-message.ts';

const address = 'https://hub.example';

test('an address of this hub leads to its path', () => {
	const { html, paths } = renderMessage(`[Antrag](${address}/documents/antrag)`, { address });

	expect(html).toBe('<p><a href="/documents/antrag">Antrag</a></p>');
	expect(paths).toEqual(['/documents/antrag']);
});

test.each([`${address}//fremd.example/a`, '//fremd.example/a', `${address}.fremd.example/a`])(
	'%s is no path of this hub',
	(target) => {
		const { html, paths } = renderMessage(`[Antrag](${target})`, { address });

		expect(paths).toEqual([]);
		expect(html).not.toContain('href="//');
	},
);
