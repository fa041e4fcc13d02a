import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { escapeHtml } from '../../content/markdown/escape.ts';
import { encodePath } from '../../content/transfer/map-links.ts';
import { fileAddress, type ExportedFiles } from '../../content/transfer/exported-files.ts';
import type { ExportPage, ExportWords } from './export-page.ts';
import { pageStyles } from './page-styles.ts';

export interface HtmlExportParts {
	readonly folder: string;
	readonly files: ExportedFiles;
	/** Address of the hub, without a slash at the end. */
	readonly baseUrl: string;
	readonly words: ExportWords;
}

/**
 * Pages that are read without network and without the hub. Nothing in them runs, and nothing is fetched from elsewhere.
 *
 * @returns how many pages
 */
export async function writeHtmlPages(
	pages: AsyncIterable<ExportPage>,
	parts: HtmlExportParts,
): Promise<number> {
	const { folder, words } = parts;
	const written: ExportPage[] = [];
	for await (const page of pages) {
		await writeTo(join(folder, `${page.path}.html`), await pageHtml(page, parts));
		// The texts of thousands of pages are not kept for the list.
		written.push({ ...page, html: '' });
	}
	// Links between pages need all of them: the second pass reads what lies there.
	await linkPages(folder, written);
	if (written.length > 0)
		await writeTo(
			join(folder, 'index.html'),
			document(words.title, words.language, contents(written, words)),
		);
	return written.length;
}

async function pageHtml(page: ExportPage, { files, baseUrl, words }: HtmlExportParts): Promise<string> {
	const here = posix.dirname(page.path);
	const kept = new Map<string, string>();
	for (const [, id = ''] of page.html.matchAll(fileAddress)) {
		const path = kept.has(id) ? null : await files.keep(id);
		if (path !== null) kept.set(id, encodePath(posix.relative(here, path)));
	}
	const html = page.html
		.replace(fileAddress, (address, id: string) => kept.get(id) ?? address)
		.replace(/\b(href|src)="(\/[^"]*)"/g, (_, name: string, path: string) => `${name}="${baseUrl}${path}"`);
	const living = `${baseUrl}${page.url}`;
	return document(
		page.title,
		page.language,
		`<header><h1>${escapeHtml(page.title)}</h1>${page.summary === '' ? '' : `<p class="summary">${escapeHtml(page.summary)}</p>`}</header>
<main>
${html}
</main>
<footer><p>${escapeHtml(page.origin)}</p><p>${escapeHtml(words.validity)} ${escapeHtml(words.living)}: <a href="${escapeHtml(living)}">${escapeHtml(living)}</a></p></footer>`,
	);
}

/** Addresses of the hub that are pages of this export lead to those. */
async function linkPages(folder: string, pages: readonly ExportPage[]): Promise<void> {
	const byUrl = new Map<string, string>();
	for (const { url, path } of pages) if (!byUrl.has(url)) byUrl.set(url, path);
	for (const { path } of pages) {
		const file = join(folder, `${path}.html`);
		const html = await readFile(file, 'utf8');
		const linked = html.replace(
			/<a class="item-link" href="(https?:\/\/[^/"]+)(\/[^"#]*)(#[^"]*)?"/g,
			(whole, _host: string, url: string, fragment = '') => {
				const target = byUrl.get(url);
				if (target === undefined) return whole;
				return `<a class="item-link" href="${encodePath(posix.relative(posix.dirname(path), `${target}.html`))}${fragment}"`;
			},
		);
		if (linked !== html) await writeFile(file, linked);
	}
}

function contents(pages: readonly ExportPage[], words: ExportWords): string {
	const groups = [...new Set(pages.map(({ group }) => group))].sort();
	const lists = groups.map((group) => {
		const links = pages
			.filter((page) => page.group === group)
			.map(
				({ path, title, language }) =>
					`<li><a href="${encodePath(path)}.html" lang="${language}">${escapeHtml(title)}</a></li>`,
			);
		return `${group === '' ? '' : `<h2>${escapeHtml(group)}</h2>`}<ul>${links.join('\n')}</ul>`;
	});
	return `<header><h1>${escapeHtml(words.title)}</h1></header><main aria-label="${escapeHtml(words.contents)}">${lists.join('\n')}</main><footer><p>${escapeHtml(words.validity)}</p></footer>`;
}

function document(title: string, language: string, body: string): string {
	return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${pageStyles}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

async function writeTo(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
}
