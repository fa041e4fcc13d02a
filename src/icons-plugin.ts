import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Offers `virtual:verbund/icons`: the SVG content of every Lucide icon whose name stands as a quoted word in a
 * manifest, component or source below `folders`. So any icon may be named anywhere, and only those are bundled.
 */
export function lucideIcons(folders: readonly string[]) {
	const id = 'virtual:verbund/icons';
	const resolvedId = `\0${id}`;
	let everyIcon = false;

	return {
		name: 'verbund-icons',
		configResolved(config: { readonly command: string }) {
			// In development a new name may appear at any time, so there all icons are at hand.
			everyIcon = config.command === 'serve';
		},
		resolveId: (source: string) => (source === id ? resolvedId : undefined),
		load(loaded: string) {
			if (loaded !== resolvedId) return undefined;
			const icons = readLucide();
			const words = everyIcon ? [...icons.keys()] : [...quotedWords(folders)].sort();
			const used = words.flatMap((word) => {
				const svg = icons.get(word);
				return svg === undefined ? [] : [[word, svg] as const];
			});
			return `export default ${JSON.stringify(Object.fromEntries(used))};`;
		},
	};
}

/** Every Lucide icon by name and by its older names. */
export function readLucide(): ReadonlyMap<string, string> {
	const folder = fileURLToPath(new URL('icons/', import.meta.resolve('@lucide/astro')));
	const icons = new Map<string, string>();
	for (const file of readdirSync(folder)) {
		const data = /^const iconData: LucideIconData = (\{.*\});$/m.exec(
			readFileSync(join(folder, file), 'utf8'),
		)?.[1];
		if (data === undefined) continue;
		const icon: LucideIcon = JSON.parse(data);
		const svg = icon.node.map(svgElement).join('');
		for (const name of [...(icon.aliases ?? []), icon.name]) icons.set(name, svg);
	}
	return icons;
}

interface LucideIcon {
	readonly name: string;
	readonly aliases?: readonly string[];
	readonly node: readonly (readonly [
		element: string,
		attributes: Readonly<Record<string, string | number>>,
	])[];
}

function svgElement([element, attributes]: LucideIcon['node'][number]): string {
	const written = Object.entries(attributes)
		.filter(([name]) => name !== 'key')
		.map(([name, value]) => ` ${name}="${value}"`);
	return `<${element}${written.join('')}/>`;
}

function quotedWords(folders: readonly string[]): Set<string> {
	const words = new Set<string>();
	for (const folder of folders) {
		for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
			if (!entry.isFile() || !/\.(astro|ts|json)$/.test(entry.name)) continue;
			const path = join(entry.parentPath, entry.name);
			if (path.slice(folder.length).includes('node_modules')) continue;
			for (const [, word] of readFileSync(path, 'utf8').matchAll(/["'`]([a-z0-9-]+)["'`]/g)) {
				if (word !== undefined) words.add(word);
			}
		}
	}
	return words;
}
