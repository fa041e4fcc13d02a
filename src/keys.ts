const modifiers = ['ctrl', 'alt', 'shift', 'meta'] as const;
type Modifier = (typeof modifiers)[number];

const otherNames: Readonly<Record<string, string>> = {
	strg: 'ctrl',
	control: 'ctrl',
	umschalt: 'shift',
	cmd: 'meta',
	command: 'meta',
	option: 'alt',
	esc: 'escape',
	return: 'enter',
	del: 'delete',
	entf: 'delete',
};
const namedKeys =
	/^(?:f(?:[1-9]|1[0-2])|enter|space|delete|insert|home|end|pageup|pagedown|arrow(?:up|down|left|right))$/;
const longestChord = 3;

/**
 * Keys in one way of writing, whoever wrote them: `ctrl+shift+k`; strokes of a chord stand apart, `g h`. Null for
 * what is no key, for Ctrl+Alt, which is AltGr, and for keys that the browser needs itself (Tab, Escape).
 */
export function normaliseKeys(text: string): string | null {
	const strokes = text
		.trim()
		.toLowerCase()
		.replaceAll(/\s*\+\s*(?=\S)/g, '+')
		.split(/\s+/);
	if (strokes.length > longestChord) return null;
	const normal = strokes.map(normaliseStroke);
	return normal.every((stroke) => stroke !== null) ? normal.join(' ') : null;
}

function normaliseStroke(stroke: string): string | null {
	const names = stroke.split('+').map((name) => otherNames[name] ?? name);
	const key = names.pop() ?? '';
	const held = modifiers.filter((modifier) => names.includes(modifier));
	if (held.length !== names.length || !isKey(key)) return null;
	if (held.includes('ctrl') && held.includes('alt')) return null;
	return writeStroke(held, key);
}

/** On a letter Shift counts; any other character is already what Shift made of the key. */
export function writeStroke(held: readonly Modifier[], key: string): string {
	const counted = key.length === 1 && !isLetter(key) ? held.filter((one) => one !== 'shift') : held;
	return [...counted, key].join('+');
}

function isKey(key: string): boolean {
	return [...key].length === 1 ? !/[\s+|]/.test(key) : namedKeys.test(key);
}

export function isLetter(key: string): boolean {
	return key.toLowerCase() !== key.toUpperCase();
}

/** Keys of a Windows keyboard as the same person presses them on a Mac. */
export function onMac(keys: string): string {
	return keys.replaceAll('ctrl+', 'meta+');
}

/** The browser takes these before any page hears of them. */
export function isTakenByBrowser(keys: string): boolean {
	return /^(?:ctrl|meta)\+(?:shift\+)?[ntwq]$/.test(keys);
}

/**
 * Keys as they are printed on the keyboard: "Strg K", "G dann H".
 *
 * @param word name of a key or of `then`; what it does not know is answered as it is
 */
export function displayKeys(keys: string, mac: boolean, word: (name: string) => string): string {
	return keys
		.split(' ')
		.map((stroke) =>
			stroke
				.split('+')
				.map((name) => (mac ? macSigns[name] : undefined) ?? keyName(name, word))
				.join(' '),
		)
		.join(` ${word('then')} `);
}

const macSigns: Readonly<Record<string, string>> = { ctrl: '⌃', alt: '⌥', shift: '⇧', meta: '⌘' };

function keyName(name: string, word: (name: string) => string): string {
	return [...name].length === 1 || /^f\d/.test(name) ? name.toUpperCase() : word(name);
}

export function isMac(userAgent: string): boolean {
	return /Mac|iP(?:hone|ad)/.test(userAgent);
}
