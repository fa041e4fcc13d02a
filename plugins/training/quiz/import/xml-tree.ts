import { SaxesParser } from 'saxes';
import { UnreadableQuiz } from './imported-quiz.ts';

/** An element with what is needed of it. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	/** Text and CDATA directly inside. */
	readonly text: string;
	readonly line: number;
}

interface Growing {
	readonly name: string;
	readonly attributes: Record<string, string>;
	readonly children: Growing[];
	text: string;
	readonly line: number;
}

const limits = { elements: 300_000, depth: 40 } as const;

/**
 * No document type is followed: an entity that XML itself does not know is a fault, and none is ever loaded.
 *
 * @throws UnreadableQuiz
 */
export function readXml(xml: string): XmlElement {
	const parser = new SaxesParser();
	const top: Growing = { name: '', attributes: {}, children: [], text: '', line: 1 };
	const open = [top];
	let elements = 0;
	parser.on('error', () => {
		throw new UnreadableQuiz('notXml', parser.line);
	});
	parser.on('opentag', ({ name, attributes }) => {
		elements += 1;
		if (elements > limits.elements || open.length > limits.depth)
			throw new UnreadableQuiz('tooLarge', parser.line);
		const element: Growing = {
			name,
			attributes: { ...attributes },
			children: [],
			text: '',
			line: parser.line,
		};
		open.at(-1)?.children.push(element);
		open.push(element);
	});
	parser.on('closetag', () => open.pop());
	const append = (text: string) => {
		const element = open.at(-1);
		if (element) element.text += text;
	};
	parser.on('text', append);
	parser.on('cdata', append);
	parser.write(xml).close();
	const [root] = top.children;
	if (!root) throw new UnreadableQuiz('notXml', 1);
	return root;
}

export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
	return children.find((child) => child.name === name);
}

export function childrenOf({ children }: XmlElement, name: string): readonly XmlElement[] {
	return children.filter((child) => child.name === name);
}

/** What Moodle keeps in `<name><text>…</text></name>`, or directly. */
export function textOf(element: XmlElement | undefined, name?: string): string {
	const own = element && name !== undefined ? childOf(element, name) : element;
	if (!own) return '';
	return (childOf(own, 'text')?.text ?? own.text).trim();
}
