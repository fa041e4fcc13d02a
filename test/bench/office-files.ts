import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface OfficeFile {
	readonly path: string;
	/** `docx`, `broken docx`. */
	readonly kind: string;
}

const writerFormats = ['docx', 'odt', 'pdf', 'doc', 'txt:Text (encoded):UTF8', 'rtf'];
/** HTML is a text here, and no web page, which has fewer formats. */
const asText = ['--infilter=HTML (StarWriter)'];
const calcFormats = ['xlsx', 'ods', 'xls'];
/** Separated by semicolons, UTF-8. */
const asTable = ['--infilter=CSV:59,34,76,1'];
const impressFormats = ['pptx', 'odp', 'ppt'];
const broken = 10;

/** Has LibreOffice make files in every format of these texts, and breaks every tenth in one of several ways. */
export async function makeOfficeFiles(
	texts: readonly string[],
	folder: string,
	count: number,
): Promise<readonly OfficeFile[]> {
	const formats = [
		...writerFormats.map((format) => ({ format, write: page, ending: 'html' })),
		...calcFormats.map((format) => ({ format, write: table, ending: 'csv' })),
		...impressFormats.map((format) => ({ format, write: slides, ending: 'fodp' })),
	];
	const each = Math.ceil(count / formats.length);
	const files: OfficeFile[] = [];
	for (const [position, { format, write, ending }] of formats.entries()) {
		const [kind = ''] = format.split(':');
		const sources = join(folder, `${kind}-sources`);
		const target = join(folder, kind);
		mkdirSync(sources, { recursive: true });
		const names = Array.from({ length: each }, (_, index) => {
			const path = join(sources, `${index}.${ending}`);
			writeFileSync(path, write(texts[(index * formats.length + position) % texts.length] ?? ''));
			return path;
		});
		await convert(names, {
			format,
			target,
			profile: join(folder, 'profile'),
			filter: ending === 'html' ? asText : ending === 'csv' ? asTable : [],
		});
		const made = readdirSync(target).map((name) => ({ path: join(target, name), kind }));
		files.push(...made.map((file, index) => (index % broken === 0 ? breakFile(file, index / broken) : file)));
		process.stderr.write(`    ${made.length} ${kind}\n`);
	}
	return files;
}

interface Conversion {
	readonly format: string;
	readonly target: string;
	readonly profile: string;
	readonly filter: readonly string[];
}

async function convert(
	sources: readonly string[],
	{ format, target, profile, filter }: Conversion,
): Promise<void> {
	await promisify(execFile)(
		'soffice',
		[
			`-env:UserInstallation=file://${profile}`,
			...['--headless', ...filter, '--convert-to', format, '--outdir', target],
			...sources,
		],
		{ maxBuffer: 64_000_000, timeout: 600_000 },
	);
}

/** In place: cut off, overwritten in the middle, zeros at the end, another file's end, lengths that are lies. */
function breakFile({ path, kind }: OfficeFile, way: number): OfficeFile {
	const bytes = readFileSync(path);
	const half = Math.floor(bytes.length / 2);
	const ways = [
		() => bytes.subarray(0, half),
		() => Buffer.concat([bytes.subarray(0, half), Buffer.alloc(400, 0xff), bytes.subarray(half + 400)]),
		() => Buffer.concat([bytes.subarray(0, bytes.length - 100), Buffer.alloc(100)]),
		() => Buffer.concat([bytes, bytes.subarray(half)]),
		() => bytes.map((byte, index) => (index > 20 && index % 97 === 0 ? byte ^ 0x55 : byte)),
	];
	writeFileSync(path, ways[way % ways.length]?.() ?? bytes);
	return { path, kind: `broken ${kind}` };
}

function page(text: string): string {
	const paragraphs = text.split(/\n{2,}/).map((part) => `<p>${escape(part)}</p>`);
	return `<!DOCTYPE html><html lang="de"><meta charset="utf-8"><body>${paragraphs.join('\n')}</body></html>`;
}

function table(text: string): string {
	const rows = text
		.split('\n')
		.map((line, index) => `${index};${index * 17.5};"${line.replaceAll('"', '""')}"`);
	return rows.slice(0, 500).join('\n');
}

function slides(text: string): string {
	const pages = text
		.split(/\n{2,}/)
		.slice(0, 20)
		.map(
			(part, index) => `<draw:page draw:name="S${index}"><draw:frame svg:width="20cm" svg:height="10cm"
				svg:x="1cm" svg:y="1cm"><draw:text-box><text:p>${escape(part)}</text:p></draw:text-box></draw:frame></draw:page>`,
		);
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
	xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
	office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:body><office:presentation>${pages.join('\n')}</office:presentation></office:body></office:document>`;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
