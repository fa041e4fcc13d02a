import { setImmediate as nextTurn } from 'node:timers/promises';
import { Parser } from 'htmlparser2';

/** What a WebDAV server says of one thing (RFC 4918, 14.24). */
export interface DavResponse {
	readonly href: string;
	readonly isFolder: boolean;
	readonly size: number;
	readonly modifiedAt: number | null;
	readonly etag: string;
	/** Of Nextcloud and ownCloud: stays when the file is renamed. */
	readonly fileId: string | null;
}

const dav = 'DAV:';
const ownCloud = 'http://owncloud.org/ns';

/** What is asked for. */
export const propfindBody = `<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="${dav}" xmlns:oc="${ownCloud}"><d:prop>
<d:resourcetype/><d:getcontentlength/><d:getlastmodified/><d:getetag/><oc:fileid/>
</d:prop></d:propfind>`;

/**
 * Reads a multistatus answer, in steps. Entities of its own, document types and processing instructions have no effect; null for
 * what is no such answer.
 */
export async function readMultistatus(xml: string): Promise<readonly DavResponse[] | null> {
	const responses: DavResponse[] = [];
	const namespaces: ReadonlyMap<string, string>[] = [new Map()];
	const open: string[] = [];
	const document = { isMultistatus: false };
	let current = emptyResponse();
	let found = emptyProperties();
	let text = '';

	const parser = new Parser(
		{
			onopentag(tag, attributes) {
				namespaces.push(withDeclared(namespaces.at(-1) ?? new Map(), attributes));
				const name = expand(tag, namespaces.at(-1));
				document.isMultistatus ||= open.length === 0 && name === `${dav}multistatus`;
				open.push(name);
				text = '';
				if (name === `${dav}response`) current = emptyResponse();
				if (name === `${dav}propstat`) found = emptyProperties();
				if (name === `${dav}collection` && open.at(-2) === `${dav}resourcetype`) found.isFolder = true;
			},
			ontext(piece) {
				// No property that is asked for is longer.
				if (text.length < longestText) text += piece;
			},
			onclosetag() {
				const name = open.pop() ?? '';
				namespaces.pop();
				const parent = open.at(-1);
				const value = text.trim();
				text = '';
				if (name === `${dav}href` && parent === `${dav}response`) current.href = value;
				if (name === `${dav}status` && parent === `${dav}propstat`) found.isGiven = / 200(?: |$)/.test(value);
				if (parent === `${dav}prop`) readers[name]?.(found, value);
				if (name === `${dav}propstat` && found.isGiven) current.properties = found;
				if (name === `${dav}response` && current.href !== '') {
					const { isFolder, size, modifiedAt, etag, fileId } = current.properties;
					responses.push({ href: current.href, isFolder, size, modifiedAt, etag, fileId });
				}
			},
		},
		{ xmlMode: true, decodeEntities: true },
	);
	for (let from = 0; from < xml.length; from += stepLength) {
		parser.write(xml.slice(from, from + stepLength));
		if (open.length > deepest || isOverdeclared(namespaces.at(-1))) return null;
		await nextTurn();
	}
	parser.end();
	return document.isMultistatus ? responses : null;
}

const longestText = 10_000;
/** Characters, then others may be answered. */
const stepLength = 100_000;
/** Prefixes that are known at once; each element that declares another one copies them all. */
const mostNamespaces = 100;
/** No answer nests its elements deeper, and a parser takes long for one that does. */
const deepest = 50;

interface Properties {
	isGiven: boolean;
	isFolder: boolean;
	size: number;
	modifiedAt: number | null;
	etag: string;
	fileId: string | null;
}

const readers: Readonly<Record<string, (properties: Properties, value: string) => void>> = {
	[`${dav}getcontentlength`](properties, value) {
		if (/^\d{1,15}$/.test(value)) properties.size = Number(value);
	},
	[`${dav}getlastmodified`](properties, value) {
		const time = Date.parse(value);
		if (Number.isFinite(time)) properties.modifiedAt = time;
	},
	[`${dav}getetag`](properties, value) {
		properties.etag = value.slice(0, 200);
	},
	[`${ownCloud}fileid`](properties, value) {
		if (value !== '') properties.fileId = value.slice(0, 100);
	},
};

function emptyResponse() {
	return { href: '', properties: emptyProperties() };
}

function emptyProperties(): Properties {
	return { isGiven: false, isFolder: false, size: 0, modifiedAt: null, etag: '', fileId: null };
}

function withDeclared(
	known: ReadonlyMap<string, string>,
	attributes: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
	if (isOverdeclared(known)) return known;
	const declared = Object.entries(attributes).flatMap(([name, value]) => {
		const [, prefix] = /^xmlns(?::(.+))?$/.exec(name) ?? [];
		return name.startsWith('xmlns') ? [[prefix ?? '', value] as const] : [];
	});
	return declared.length === 0 ? known : new Map([...known, ...declared]);
}

function isOverdeclared(namespaces: ReadonlyMap<string, string> | undefined): boolean {
	return namespaces !== undefined && namespaces.size > mostNamespaces;
}

/** `D:href` as `DAV:href`. */
function expand(tag: string, namespaces: ReadonlyMap<string, string> | undefined): string {
	const [prefix, local] = tag.includes(':') ? tag.split(':', 2) : ['', tag];
	return `${namespaces?.get(prefix ?? '') ?? ''}${local ?? ''}`;
}
