import { SaxesParser } from 'saxes';
import { refused } from './refused.ts';

/** An element whose names are read without prefix and in lower case. */
export interface XmlElement {
	readonly name: string;
	/** Text and CDATA directly in it. */
	readonly text: string;
	/** Where it begins. */
	readonly line: number;
	/** By their names as they are written. */
	readonly attributes: Readonly<Record<string, string>>;
	/** By its name without prefix, or with it. */
	attribute(name: string): string | undefined;
	readonly children: readonly XmlElement[];
	child(name: string): XmlElement | undefined;
	all(name: string): readonly XmlElement[];
	/** The first below it, however deep. */
	find(name: string): XmlElement | undefined;
	/** Whether one of its namespaces is called so. */
	declares(pattern: RegExp): boolean;
}

interface XmlRules {
	readonly elements: number;
	readonly depth: number;
	/** What is thrown for what is no XML, or too much of it. */
	readonly fault: (kind: 'notXml' | 'tooLarge', line: number) => Error;
}

const ofCourses: XmlRules = {
	elements: 100_000,
	depth: 60,
	fault: () => refused('training.refused.xmlUnreadable'),
};

/**
 * Reads XML without entities of its own making: what a document type declares stays unknown, and what names it is
 * refused. Nothing is ever loaded.
 *
 * @throws what the rules say; by themselves VerbundError `command.refused`
 */
export function parseXml(source: Uint8Array | string, rules = ofCourses): XmlElement {
	const parser = new SaxesParser();
	const open: Node[] = [];
	let root: Node | undefined;
	let count = 0;
	parser.on('error', () => {
		throw rules.fault('notXml', parser.line);
	});
	parser.on('opentag', ({ name, attributes }) => {
		count += 1;
		if (count > rules.elements || open.length >= rules.depth) throw rules.fault('tooLarge', parser.line);
		const node = new Node(localName(name), { ...attributes }, parser.line);
		open.at(-1)?.children.push(node);
		root ??= node;
		open.push(node);
	});
	parser.on('closetag', () => void open.pop());
	const take = (text: string) => {
		const node = open.at(-1);
		if (node) node.text += text;
	};
	parser.on('text', take);
	parser.on('cdata', take);
	parser.write(typeof source === 'string' ? source : decode(source, rules)).close();
	if (!root) throw rules.fault('notXml', 1);
	return root;
}

class Node implements XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly line: number;
	readonly children: Node[] = [];
	text = '';

	constructor(name: string, attributes: Readonly<Record<string, string>>, line: number) {
		this.name = name;
		this.attributes = attributes;
		this.line = line;
	}

	attribute(name: string): string | undefined {
		const isWith = name.includes(':');
		return Object.entries(this.attributes).find(
			([written]) => (isWith ? written.toLowerCase() : localName(written)) === name,
		)?.[1];
	}

	child(name: string): Node | undefined {
		return this.children.find((one) => one.name === name);
	}

	all(name: string): readonly Node[] {
		return this.children.filter((one) => one.name === name);
	}

	find(name: string): Node | undefined {
		for (const one of this.children) {
			const found = one.name === name ? one : one.find(name);
			if (found) return found;
		}
		return undefined;
	}

	declares(pattern: RegExp): boolean {
		return Object.entries(this.attributes).some(
			([name, value]) => name.startsWith('xmlns') && pattern.test(value),
		);
	}
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** XML is UTF-8 unless its first bytes or its declaration say otherwise. */
function decode(bytes: Uint8Array, { fault }: XmlRules): string {
	const start = Buffer.from(bytes.subarray(0, 200));
	const declared = /^<\?xml[^>]*\sencoding=["']([\w-]{1,40})["']/.exec(start.toString('latin1'))?.[1];
	const marked =
		bytes[0] === 0xff && bytes[1] === 0xfe
			? 'utf-16le'
			: bytes[0] === 0xfe && bytes[1] === 0xff
				? 'utf-16be'
				: null;
	try {
		return new TextDecoder(marked ?? declared ?? 'utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw fault('notXml', 1);
	}
}
