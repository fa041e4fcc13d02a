import { expect, test } from 'vitest';
import { markdownFor } from './attachment-markdown.ts';

test('an image is shown, any other file is linked', () => {
	const image = { name: 'Plan.png', url: '/files/1/Plan.png', mediaType: 'image/png' };
	const form = { name: 'Antrag.pdf', url: '/files/2/Antrag.pdf', mediaType: 'application/pdf' };

	expect([markdownFor(image), markdownFor(form)]).toEqual([
		'![Plan.png](/files/1/Plan.png)',
		'[Antrag.pdf](/files/2/Antrag.pdf)',
	]);
});

test('brackets in a name do not end the label', () => {
	const file = {
		name: 'a](https://böse.example)[b.pdf',
		url: '/files/3/a.pdf',
		mediaType: 'application/pdf',
	};

	expect(markdownFor(file)).toBe('[a\\](https://böse.example)\\[b.pdf](/files/3/a.pdf)');
});
