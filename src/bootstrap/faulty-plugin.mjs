import { globSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * Which plugin a failed build is about, and why, as far as its output tells; null if it is about something else.
 *
 * @param {string} output
 * @param {string} root folder of the installation
 * @returns {{ id: string, reason: string } | null}
 */
export function faultyPlugin(output, root) {
	const plain = stripVTControlCharacters(output);
	const message = /Build failed with \d+ errors?:\s*([\s\S]*?)(?=\n\s+at |$)/.exec(plain)?.[1];
	if (message === undefined) return null;
	const place = /─\[\s*(.+?)\s*\]/.exec(message)?.[1] ?? message;
	const [first] = sources(root)
		.map((source) => ({ ...source, at: place.indexOf(source.path) }))
		.filter(({ at }) => at >= 0)
		.sort((a, b) => a.at - b.at);
	if (first?.id === undefined) return null;
	const [sentence = ''] = message.split(/\n\s*(?:╭|\d+ │)/);
	return { id: first.id, reason: withoutFolders(sentence, root).slice(0, 500) };
}

/**
 * Folders that a message can name, with the plugin they belong to. The core's is among them, for a fault of the core
 * may name a plugin further on.
 *
 * @param {string} root
 * @returns {{ id?: string, path: string }[]}
 */
function sources(root) {
	const folders = globSync(['plugins/*', 'node_modules/verbund-plugin-*'], { cwd: root });
	return [
		{ path: 'src/' },
		...folders.flatMap((folder) => {
			const id = basename(folder).replace(/^verbund-plugin-/, '');
			return [`${folder}/`, `${realpathSync(join(root, folder))}/`].map((path) => ({ id, path }));
		}),
	];
}

/**
 * @param {string} text
 * @param {string} root
 */
function withoutFolders(text, root) {
	return text
		.replaceAll(root, '')
		.replace(/^\[plugin [^\]]*\]\s*/, '')
		.replace(/\s+/g, ' ')
		.trim();
}
