import { childrenOf, type XmlElement } from './xml-tree.ts';

/** A picture of a question; in its text stands `address` until it lies in the hub. */
export interface ImportedPicture {
	readonly address: string;
	readonly name: string;
	readonly base64: string;
}

/** What Markdown says of a picture that came along. */
export const pictureMark = /!\[((?:[^\]\\]|\\.)*)\]\((picture:\d+)\)/g;

export interface Pictures {
	/** Finds what the text of an element shows among the files beside it. Answers its address, or null. */
	of(element: XmlElement | undefined): (source: string) => string | null;
	readonly all: readonly ImportedPicture[];
}

const mostPictures = 60;
const largestPicture = 10_000_000;
const shown = /\.(?:png|jpe?g|gif|webp|avif)$/i;

/** Moodle keeps them as `<file name="…" encoding="base64">` beside the text, which names them by `@@PLUGINFILE@@/…`. */
export function createPictures(): Pictures {
	const all: ImportedPicture[] = [];

	function add(name: string, base64: string): string | null {
		const bytes = base64.replaceAll(/\s+/g, '');
		const known = all.find((picture) => picture.name === name && picture.base64 === bytes);
		if (known) return known.address;
		const isUsable = /^[A-Za-z\d+/]+={0,2}$/.test(bytes) && bytes.length * 0.75 <= largestPicture;
		if (!isUsable || !shown.test(name) || all.length >= mostPictures) return null;
		const address = `picture:${all.length}`;
		all.push({ address, name, base64: bytes });
		return address;
	}

	return {
		all,
		of: (element) => (source) => {
			const [, kind, written] = /^data:image\/(png|jpeg|gif|webp|avif);base64,(.+)$/s.exec(source) ?? [];
			if (kind !== undefined && written !== undefined) return add(`bild.${kind}`, written);
			const [, path] = /^@@PLUGINFILE@@\/([^?#]+)/.exec(source) ?? [];
			if (path === undefined || !element) return null;
			const file = childrenOf(element, 'file').find(({ attributes: { name = '', path: folder = '/' } }) =>
				[name, `${folder.replace(/^\//, '')}${name}`].includes(decoded(path)),
			);
			return file?.attributes['encoding'] === 'base64'
				? add(decoded(path).split('/').at(-1) ?? '', file.text)
				: null;
		},
	};
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
