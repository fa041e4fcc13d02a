import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
const light = coloursOf(/^:root \{(?=[^}]*color-scheme)(.*?)\}/ms);
const themes = {
	light,
	dark: { ...light, ...coloursOf(/^\[data-theme='dark'\] \{(.*?)\}/ms) },
	contrast: { ...light, ...coloursOf(/^\[data-theme='contrast'\] \{(.*?)\}/ms) },
};

const surfaces = ['paper', 'surface', 'sunken'];
const texts: readonly (readonly [text: string, ...grounds: string[]])[] = [
	['ink', ...surfaces, 'accent-soft', 'ok-soft', 'warn-soft', 'bad-soft', 'mark'],
	['ink-2', ...surfaces, 'tint', 'mark'],
	['ink-3', ...surfaces],
	['accent', ...surfaces, 'accent-soft', 'mark'],
	['accent-strong', ...surfaces, 'accent-soft', 'mark'],
	['on-accent', 'accent', 'accent-strong'],
	['ok', 'surface', 'paper', 'ok-soft'],
	['warn', 'surface', 'paper', 'warn-soft'],
	['bad', 'surface', 'paper', 'bad-soft'],
	['surface', 'ok'],
	['rail-ink', 'rail', 'rail-current'],
	['rail-active', 'rail', 'rail-current'],
	['on-badge', 'badge'],
	['on-organisation', 'organisation'],
];
const marks: readonly (readonly [mark: string, ...grounds: string[]])[] = [
	['edge', ...surfaces],
	['focus', ...surfaces, 'accent-soft', 'ok-soft', 'warn-soft', 'bad-soft'],
	['bad', ...surfaces],
	['accent', ...surfaces],
	['rail-focus', 'rail', 'rail-current'],
	['rail-mark', 'rail', 'rail-current'],
	['badge', 'rail'],
];

describe.each(Object.entries(themes))('the %s theme', (name, colours) => {
	const required = name === 'contrast' ? { text: 7, mark: 4.5 } : { text: 4.5, mark: 3 };

	test.each(pairs(texts))('shows %s readably on %s', (text, ground) => {
		expect(contrast(colour(colours, text), colour(colours, ground))).toBeGreaterThanOrEqual(required.text);
	});

	test.each(pairs(marks))('shows %s clearly on %s', (mark, ground) => {
		expect(contrast(colour(colours, mark), colour(colours, ground))).toBeGreaterThanOrEqual(required.mark);
	});

	test('gives every colour of the light theme its own value', () => {
		expect(Object.keys(colours)).toEqual(Object.keys(light));
	});
});

test.each([
	['prefers-color-scheme: dark', 'dark'],
	['prefers-contrast: more', 'contrast'],
] as const)('the system theme under %s is the %s theme', (query, theme) => {
	const own = coloursOf(
		new RegExp(`@media \\(${query}\\) \\{\\s*\\[data-theme='system'\\] \\{(.*?)\\}`, 's'),
	);

	expect(own).toEqual(coloursOf(new RegExp(`^\\[data-theme='${theme}'\\] \\{(.*?)\\}`, 'ms')));
});

function coloursOf(block: RegExp): Record<string, string> {
	const body = block.exec(css)?.[1] ?? '';
	return Object.fromEntries(
		[...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
	);
}

function pairs(rows: readonly (readonly [string, ...string[]])[]): [string, string][] {
	return rows.flatMap(([front, ...grounds]) => grounds.map((ground): [string, string] => [front, ground]));
}

function colour(colours: Record<string, string>, name: string): string {
	const value = colours[name];
	if (value === undefined) throw new Error(`tokens.css has no --${name}`);
	return value;
}

/** WCAG 2.2, 1.4.3: relation of the relative luminances. */
function contrast(one: string, other: string): number {
	const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
