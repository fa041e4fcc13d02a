import { Busboy } from '@fastify/busboy';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { VerbundError } from '../errors.ts';

const usualFiles = 20;
const mostFields = 50;
/** Bytes; the longest text beside a file is a message. */
const largestField = 100_000;

export interface FilesForm<File> {
	/** In the order in which they were sent; a name may come several times. */
	readonly entries: readonly (readonly [string, string])[];
	readonly files: readonly File[];
}

export interface FileReceiver<File> {
	receive(name: string, bytes: Readable): Promise<File>;
	discard(file: File): Promise<void>;
	/** In one form; 20 unless given. */
	readonly mostFiles?: number;
	/** What is said where there are more. */
	readonly tooMany?: VerbundError;
}

/**
 * Reads a form with files, each straight to where it is kept. An aborted or refused upload leaves nothing behind.
 *
 * @throws VerbundError `request.bodyTooLarge` for more, or longer, fields than any form has; `files.tooMany` unless
 * `tooMany` says something else; `request.malformed`
 */
export async function readFilesForm<File>(
	request: IncomingMessage,
	{ receive, discard, mostFiles = usualFiles, tooMany }: FileReceiver<File>,
): Promise<FilesForm<File>> {
	const entries: [string, string][] = [];
	const uploads: Promise<File>[] = [];
	const streams: Readable[] = [];
	try {
		await new Promise<void>((resolve, reject) => {
			const form = new Busboy({
				headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
				limits: { files: mostFiles, fields: mostFields, fieldSize: largestField },
			});
			const refuse = () => reject(new VerbundError('request.bodyTooLarge'));
			form.on('field', (name: string, value: string, nameIsCut: boolean, valueIsCut: boolean) => {
				if (nameIsCut || valueIsCut) refuse();
				entries.push([name, value]);
			});
			form.on('fieldsLimit', refuse);
			form.on('file', (_field: string, stream: Readable, name: string) => {
				// A file that breaks off breaks its form, which is answered; unheard, its own error would end the hub.
				stream.on('error', () => undefined);
				if (name === '') {
					stream.resume();
					return;
				}
				streams.push(stream);
				const upload = receive(name, stream);
				upload.catch((error: unknown) => {
					stream.resume();
					reject(error instanceof Error ? error : new Error(String(error)));
				});
				uploads.push(upload);
			});
			form.on('filesLimit', () => reject(tooMany ?? new VerbundError('files.tooMany')));
			form.on('finish', resolve);
			form.on('error', reject);
			request.on('close', () => {
				if (!request.complete) reject(new VerbundError('request.malformed'));
			});
			request.pipe(form);
		});
		return { entries, files: await Promise.all(uploads) };
	} catch (error) {
		request.unpipe();
		// Nothing more comes: who still waits for it is told.
		for (const stream of streams) stream.destroy(error instanceof Error ? error : undefined);
		for (const upload of await Promise.allSettled(uploads)) {
			if (upload.status === 'fulfilled') await discard(upload.value);
		}
		if (error instanceof VerbundError) throw error;
		throw new VerbundError('request.malformed', { cause: error });
	}
}
