import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import {
	createIsolatedProcess,
	IsolationFailure,
	isVerbundError,
	mapLinks,
	stageSource,
	unpackArchive,
} from 'verbund';
import { mostLessons, mostSections } from '../course/outline.ts';
import { refused } from '../refused.ts';
import type { CoursePlan } from './course-plan.ts';
import type { ReadPresentation } from './read-presentation.ts';
import { splitLessons, type LessonText } from './split-lessons.ts';

export interface CourseSource {
	/** The bytes, whatever they are called there. */
	readonly path: string;
	/** Name of the file as it was sent. */
	readonly name: string;
	/** An empty folder. */
	readonly workFolder: string;
	readonly words: ReadPresentation['words'];
	readonly signal: AbortSignal;
	readonly onProgress: (done: number, total: number) => void;
}

export interface StagedLesson extends LessonText {
	/** Of its file below the folder, without the ending. */
	readonly key: string;
}

export interface StagedCourse {
	readonly title: string;
	/** One Markdown file for each lesson, with its pictures. */
	readonly folder: string;
	readonly lessons: readonly StagedLesson[];
	readonly plan: CoursePlan;
}

const mostBytes = 1_000_000_000;

/**
 * Turns a Word file, a presentation, or an archive of Markdown into the lessons of a course.
 *
 * @throws VerbundError `import.*`, `command.refused`
 */
export async function stageCourse(source: CourseSource): Promise<StagedCourse> {
	const { name, workFolder, signal, onProgress } = source;
	const sourceFolder = join(workFolder, 'source');
	const folder = join(workFolder, 'texts');
	await mkdir(sourceFolder, { recursive: true });
	const refusedEntries = await unpack(source, sourceFolder);
	const staged = await stageSource({ sourceFolder, targetFolder: folder, signal, onProgress });
	if (staged.layout === 'verbund') throw refused('training.refused.importOwn');
	const texts = [...staged.texts].sort(([one], [other]) => one.localeCompare(other, 'de', { numeric: true }));
	const isWhole = texts.length === 1;
	const lessons: StagedLesson[] = [];
	const names = new Map(texts.map(([path], index) => [path, nameOf(index)]));
	for (const [path, { title }] of texts) {
		const markdown = relocate(bodyOf(await readFile(join(folder, path), 'utf8')), path, names);
		await rm(join(folder, path));
		const parts = isWhole ? splitLessons(markdown, title) : [{ section: sectionOf(path), title, markdown }];
		for (const part of parts)
			lessons.push({ ...part, key: isWhole ? nameOf(lessons.length) : (names.get(path) ?? '') });
	}
	if (lessons.length === 0) throw refused('training.refused.importEmpty');
	if (lessons.length > mostLessons || new Set(lessons.map(({ section }) => section)).size > mostSections)
		throw refused('training.refused.tooManyLessons', { most: mostLessons });
	for (const { key, title, markdown } of lessons)
		await writeFile(join(folder, `${key}.md`), `---\ntitle: ${JSON.stringify(title)}\n---\n\n${markdown}\n`);
	return {
		title: isWhole ? (texts[0]?.[1].title ?? name) : name.replace(/\.[a-z0-9]{1,5}$/i, ''),
		folder,
		lessons,
		plan: {
			lessons: lessons.map(({ section, title, markdown }) => ({
				section,
				title,
				words: markdown.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length,
				pictures: markdown.match(/!\[/g)?.length ?? 0,
			})),
			notes: texts.flatMap(([, { source: part, notes }]) => notes.map((note) => ({ source: part, note }))),
			leftOut: [...refusedEntries, ...staged.leftOut],
		},
	};
}

async function unpack({ path, name, words, signal, onProgress }: CourseSource, folder: string) {
	if (/\.zip$/i.test(name)) return unpackArchive(path, folder, { bytes: mostBytes }, signal);
	if (/\.pptx$/i.test(name)) {
		await readSlides({ path, folder, words }, signal);
		onProgress(1, 2);
		return [];
	}
	if (!/\.(?:docx|md|markdown|html?)$/i.test(name)) throw refused('training.refused.importUnknown');
	await copyFile(path, join(folder, name));
	return [];
}

/** In a process of its own, which may write nothing but the slides. */
async function readSlides(request: ReadPresentation, signal: AbortSignal): Promise<void> {
	const reader = createIsolatedProcess<ReadPresentation, number>(
		new URL('./presentation-process.ts', import.meta.url),
		{ timeoutMs: 120_000, memoryMb: 400, folder: request.folder },
	);
	const end = () => void reader.close();
	signal.addEventListener('abort', end);
	try {
		await reader.ask(request);
	} catch (error) {
		signal.throwIfAborted();
		if (isVerbundError(error)) throw error;
		throw refused(
			error instanceof IsolationFailure
				? 'training.refused.presentationTooComplex'
				: 'training.refused.presentationUnreadable',
		);
	} finally {
		signal.removeEventListener('abort', end);
		await reader.close();
	}
}

function nameOf(index: number): string {
	return `lektion-${String(index + 1).padStart(4, '0')}`;
}

/** The folder in which a text lies is the section that it belongs to. */
function sectionOf(path: string): string | null {
	const folder = posix.dirname(path).split('/')[0] ?? '.';
	return folder === '.'
		? null
		: folder
				.replace(/^\d+[-_. ]+/, '')
				.replace(/[-_]+/g, ' ')
				.trim() || folder;
}

function bodyOf(file: string): string {
	const end = /^---\n[^]*?\n---\n/.exec(file);
	return (end ? file.slice(end[0].length) : file).trim();
}

/** All lessons lie in one folder: links lead from there. */
function relocate(markdown: string, path: string, names: ReadonlyMap<string, string>): string {
	return mapLinks(markdown, ({ href }) => {
		if (/^[a-z][a-z\d+.-]*:|^[/#]/i.test(href)) return href;
		const [target = '', mark = ''] = href.split(/(?=#)/);
		const found = posix.normalize(posix.join(posix.dirname(path), decodeURI(target)));
		const lesson = names.get(found);
		return lesson === undefined ? encodeURI(found) + mark : `${lesson}.md${mark}`;
	});
}
