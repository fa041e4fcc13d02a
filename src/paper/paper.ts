import { buffer } from 'node:stream/consumers';
import type { Actor } from '../access/actor.ts';
import type { Organisations } from '../accounts/organisations.ts';
import type { Attachments } from '../content/attachments.ts';
import type { FileStorage } from '../content/file-storage.ts';
import type { PlaceholderValues } from '../content/placeholders/placeholder-values.ts';
import { notFound, nullIfMissing, VerbundError } from '../errors.ts';
import { createIsolatedProcess, IsolationFailure } from '../isolation/isolated-process.ts';
import { imageSize } from '../transfer/export/image-size.ts';
import { findOffice, type Office } from './office.ts';
import type { PaperAnswer, PaperMarks, PaperRequest, PaperText, WordFilling } from './paper-request.ts';

/** Papers for one reader: texts as Word files and PDFs, and Word files with placeholders, filled. Nothing is kept. */
export interface Paper {
	/**
	 * Looks at a Word file before it becomes a template, and answers what it asks for.
	 *
	 * @throws VerbundError `import.*` for what is no Word file, `paper.macros`, `paper.external`, `paper.broken`
	 */
	check(fileId: string): Promise<PaperMarks>;
	/** Pictures come along as far as the actor may open them. @throws VerbundError `paper.tooLarge` */
	write(actor: Actor, text: Omit<PaperText, 'images'>, as: 'word' | 'pdf'): Promise<Uint8Array>;
	/** @throws VerbundError `request.notFound` for a file that the actor may not open */
	fill(actor: Actor, fileId: string, filling: PaperFilling, as: 'word' | 'pdf'): Promise<FilledPaper>;
	/**
	 * The filled file as HTML with its structure, in which `.placeholder-value` and `.placeholder-missing` mark what was
	 * filled in and what was not. Pictures have addresses below `pictures`, ending in what `picture` calls their digest.
	 *
	 * @throws VerbundError `request.notFound` for a file that the actor may not open
	 */
	preview(actor: Actor, fileId: string, filling: PaperFilling, pictures: string): Promise<PaperPreview>;
	/** PNG, JPEG or GIF. @throws VerbundError `request.notFound` for what is not there or may not be opened */
	picture(actor: Actor, fileId: string, digest: string): Promise<PaperPicture>;
	/** Whether a PDF of a Word file looks as the Word file does; otherwise it is made of its text alone. */
	keepsLooks(): Promise<boolean>;
	close(): Promise<void>;
}

export type PaperFilling = Omit<WordFilling, 'path' | 'images'>;

export interface FilledPaper {
	readonly bytes: Uint8Array;
	/** Placeholders without a value. */
	readonly missing: readonly string[];
}

export interface PaperPreview {
	/** Sanitised. */
	readonly html: string;
	readonly missing: readonly string[];
}

export interface PaperPicture {
	readonly type: string;
	readonly bytes: Uint8Array;
}

export interface PaperParts {
	readonly attachments: Pick<Attachments, 'open'>;
	readonly organisations: Pick<Organisations, 'readImage'>;
	readonly storage: Pick<FileStorage, 'pathOf'>;
	/** Where programs are looked for. */
	readonly path?: string;
}

const mostImages = 30;
const mostImageBytes = 20_000_000;

export function createPaper({
	attachments,
	organisations,
	storage,
	path = process.env['PATH'] ?? '',
}: PaperParts): Paper {
	const apart = createIsolatedProcess<PaperRequest, PaperAnswer>(
		new URL('./paper-process.ts', import.meta.url),
		{
			timeoutMs: 20_000,
			memoryMb: 384,
		},
	);
	let office: Promise<Office | null> | undefined;
	const findIt = () => (office ??= findOffice(path));

	return {
		async check(fileId) {
			const { marks, labels } = await ask({ kind: 'check', path: storage.pathOf(fileId) });
			return { marks, labels };
		},
		async write(actor, text, as) {
			const images = await readImages(actor, addressesIn(text.html));
			return (await ask({ kind: 'write', text: { ...text, images }, as })).bytes;
		},
		async fill(actor, fileId, filling, as) {
			const request = await openFilling(actor, fileId, filling);
			const program = as === 'pdf' ? await findIt() : null;
			const { bytes, marks } = await ask({ kind: 'fill', filling: request, as: program ? 'word' : as });
			return { bytes: program ? await program.toPdf(bytes) : bytes, missing: marks };
		},
		async preview(actor, fileId, filling, pictures) {
			const request = await openFilling(actor, fileId, filling);
			const { html, marks } = await ask({ kind: 'preview', filling: request, pictures });
			return { html, missing: marks };
		},
		async picture(actor, fileId, digest) {
			await attachments.open(actor, fileId);
			const { bytes } = await ask({ kind: 'picture', path: storage.pathOf(fileId), digest });
			const type = imageSize(Buffer.from(bytes))?.type;
			if (type === undefined) throw notFound();
			return { type: `image/${type === 'jpg' ? 'jpeg' : type}`, bytes };
		},
		keepsLooks: async () => (await findIt()) !== null,
		close: () => apart.close(),
	};

	async function openFilling(actor: Actor, fileId: string, filling: PaperFilling): Promise<WordFilling> {
		await attachments.open(actor, fileId);
		const images = await readImages(actor, imagesOf(filling.values));
		return { ...filling, path: storage.pathOf(fileId), images };
	}

	async function ask(request: PaperRequest): Promise<PaperAnswer> {
		try {
			return await apart.ask(request);
		} catch (error) {
			if (error instanceof IsolationFailure && error.reason !== 'closed')
				throw new VerbundError('paper.tooLarge', { cause: error });
			throw error;
		}
	}

	async function readImages(actor: Actor, addresses: readonly string[]): Promise<Record<string, Uint8Array>> {
		const images: Record<string, Uint8Array> = {};
		let left = mostImageBytes;
		for (const address of addresses.slice(0, mostImages)) {
			const bytes = await readImage(actor, address, left);
			if (!bytes) continue;
			images[address] = bytes;
			left -= bytes.length;
		}
		return images;
	}

	/** Null for what the actor may not see, as for what is not there. */
	async function readImage(actor: Actor, address: string, most: number): Promise<Uint8Array | null> {
		const [, slug, use] = /^\/organisations\/([a-z0-9-]+)\/(logo|letterhead)\?/.exec(address) ?? [];
		if (slug !== undefined) {
			const image = await organisations.readImage(slug, use === 'letterhead' ? 'letterhead' : 'logo');
			return image?.bytes ?? null;
		}
		const [, fileId] = /^\/files\/([A-Za-z0-9-]+)\//.exec(address) ?? [];
		if (fileId === undefined) return null;
		const opened = await attachments.open(actor, fileId).catch(nullIfMissing);
		return opened === null || opened.file.size > most ? null : buffer(opened.stream());
	}
}

function addressesIn(html: string): readonly string[] {
	return [
		...new Set([...html.matchAll(/<img\b[^>]*?\ssrc="([^"]{1,2000})"/g)].map(([, address = '']) => address)),
	];
}

function imagesOf(values: PlaceholderValues): readonly string[] {
	return [...values.values()].flatMap((value) => (value.kind === 'image' ? [value.url] : []));
}
