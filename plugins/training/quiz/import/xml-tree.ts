import { parseXml, type XmlElement } from '../../xml-element.ts';
import { UnreadableQuiz } from './imported-quiz.ts';

export type { XmlElement };

const rules = {
	elements: 300_000,
	depth: 40,
	fault: (kind: 'notXml' | 'tooLarge', line: number) => new UnreadableQuiz(kind, line),
};

/** @throws UnreadableQuiz */
export function readXml(xml: string): XmlElement {
	return parseXml(xml, rules);
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
	return element.child(name);
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
	return element.all(name);
}

/** What Moodle keeps in `<name><text>…</text></name>`, or directly. */
export function textOf(element: XmlElement | undefined, name?: string): string {
	const own = name === undefined ? element : element?.child(name);
	return (own?.child('text')?.text ?? own?.text ?? '').trim();
}
