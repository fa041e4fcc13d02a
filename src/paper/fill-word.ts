import { readFile } from 'node:fs/promises';
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { markPattern, parseMark, writeMark } from '../content/placeholders/placeholder-mark.ts';
import {
	entriesOf,
	findValue,
	holds,
	textOf,
	type PlaceholderValues,
} from '../content/placeholders/placeholder-values.ts';
import { textOfXml } from '../content/files/text/xml-text.ts';
import { VerbundError } from '../errors.ts';
import type { markFilled } from './filled-marks.ts';
import { labelsIn } from './mark-labels.ts';
import type { PaperMarks, WordFilling } from './paper-request.ts';
import { createWordImages } from './word-images.ts';
import { createSectionModule, sectionOf } from './word-sections.ts';

export interface FilledWord {
	readonly bytes: Uint8Array;
	/** Placeholders without a value, each once. */
	readonly missing: readonly string[];
}

/**
 * Fills the placeholders of a Word file that was checked.
 *
 * @param mark wraps what is filled in
 * @throws VerbundError `paper.broken` where a section has no end
 */
export async function fillWord(
	{ path, language, values, missing, images }: WordFilling,
	mark: typeof markFilled = (text) => text,
): Promise<FilledWord> {
	const zip = openZip(await readFile(path));
	const absent = new Set<string>();
	const pictures = createWordImages(zip, images);
	const stand = (name: string) => {
		absent.add(name);
		return mark(missing.replaceAll('{name}', name), 'missing');
	};
	const document = compile(zip, [createSectionModule(), pictures.module], (tag, part, scopes) => {
		const section = sectionOf(part);
		if (section === null) {
			const written = parseMark(tag.trim());
			const text = written?.kind === 'value' ? textOf(written, scopes, language) : null;
			return text === null ? stand(written ? writeMark(written) : tag.trim()) : mark(text, 'value');
		}
		if (section === 'letterhead') {
			const value = findValue('organisation.letterhead', scopes);
			const drawing = value?.kind === 'image' ? pictures.drawing(value) : null;
			if (value?.kind === 'text') return mark(value.text, 'value');
			return drawing ?? stand('organisation.letterhead');
		}
		const opening = parseMark(`#${section} ${tag.trim()}`);
		if (opening?.kind !== 'open') return false;
		if (opening.of === 'each') return entriesOf(opening.path, scopes);
		// The library leaves out what does not hold, the other way round for `unless`.
		return holds({ ...opening, of: 'if' }, scopes, language);
	});
	known(() => document.render(values));
	pictures.finish();
	const bytes = document.getZip().generate({ type: 'uint8array', compression: 'DEFLATE' });
	return { bytes, missing: [...absent] };
}

/** @throws VerbundError `paper.broken` */
export async function marksOf(path: string): Promise<PaperMarks> {
	const zip = openZip(await readFile(path));
	compile(zip, [createSectionModule(), createWordImages(zip, {}).module], () => '');
	const texts = Object.keys(zip.files)
		.filter((name) => writtenParts.test(name))
		.map((name) => textOfXml(zip.file(name)?.asText() ?? '', name));
	const found = texts.flatMap((text) => [...text.matchAll(new RegExp(markPattern, 'g'))]);
	const marks = found.flatMap(([, inner = '']) => {
		const mark = parseMark(inner);
		return mark ? writeMark(mark) : [];
	});
	return { marks: [...new Set(marks)], labels: labelsIn(texts.join('\n')) };
}

const writtenParts = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/;

type Resolve = (tag: string, part: Docxtemplater.DXT.Part, scopes: readonly PlaceholderValues[]) => unknown;

function compile(zip: PizZip, modules: Docxtemplater.DXT.Module[], resolve: Resolve): Docxtemplater {
	return known(
		() =>
			new Docxtemplater(zip, {
				modules,
				delimiters: { start: '{{', end: '}}' },
				paragraphLoop: true,
				linebreaks: true,
				errorLogging: false,
				stripInvalidXMLChars: true,
				parser: (tag: string) => ({
					get: (_scope: unknown, { meta, scopeList }: Docxtemplater.DXT.ParserContext) =>
						resolve(tag, meta.part, valuesIn(scopeList)),
				}),
			}),
	);
}

/** The innermost first. Scopes of `#if` are no values. */
function valuesIn(scopes: readonly unknown[]): readonly PlaceholderValues[] {
	return scopes.filter((scope): scope is PlaceholderValues => scope instanceof Map).reverse();
}

function openZip(bytes: Buffer): PizZip {
	try {
		return new PizZip(bytes);
	} catch (cause) {
		throw new VerbundError('import.broken', { cause });
	}
}

function known<T>(work: () => T): T {
	try {
		return work();
	} catch (cause) {
		throw new VerbundError('paper.broken', { cause, values: { name: nameIn(cause) } });
	}
}

/** The placeholder that the library complains about first. */
function nameIn(error: unknown): string {
	const text = JSON.stringify(error, (_key, value: unknown) =>
		value instanceof Error ? Object.fromEntries(Object.entries(value)) : value,
	);
	return /"xtag":"([^"\\]{1,80})/.exec(text)?.[1] ?? '…';
}
