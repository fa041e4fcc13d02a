import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PersonActor } from '../access/actor.ts';
import type { App } from '../app.ts';
import type { Uploads } from '../content/files/uploads.ts';
import { isVerbundError, VerbundError } from '../errors.ts';
import type { RequestOrigin } from '../host/command.ts';
import { readFormInput } from '../host/form-input.ts';
import type { IdentifyAgain, Visitor } from '../host/visitor.ts';
import { fillPath, ownPath } from './next-path.ts';
import { brokeOff } from './read-body.ts';
import { readFilesForm } from './read-files-form.ts';

interface Received {
	readonly app: App;
	readonly visitor: Visitor;
	readonly origin: RequestOrigin;
	readonly identifyAgain: IdentifyAgain;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

/**
 * `/uploads`: files in parts, after the core of tus 1.0 with its extensions `creation` and `termination`, and
 * `/uploads/form`: a form with files for browsers without script. What has come belongs to nothing yet; a command that
 * is given its id makes something of it.
 */
export async function receiveUploads(received: Received, path: string): Promise<void> {
	const { app, visitor, request, response } = received;
	const actor = requireMember(visitor);
	const { uploads } = app.content.attachments;
	const [, , id = ''] = path.split('/');
	if (request.method === 'POST' && id === 'form') return receiveForm(received, actor, uploads);
	if (request.headers['tus-resumable'] !== tusVersion) throw new VerbundError('request.malformed');
	response.setHeader('Tus-Resumable', tusVersion);
	if (request.method === 'POST' && id === '') {
		const size = wholeNumber(request.headers['upload-length']);
		const { filename = '' } = readMetadata(String(request.headers['upload-metadata'] ?? ''));
		const upload = await uploads.begin(actor.personId, { name: filename.slice(0, 500), size });
		response.writeHead(201, { Location: `/uploads/${upload.id}`, 'Upload-Offset': 0 }).end();
		return;
	}
	if (request.method === 'HEAD') {
		const { size, offset } = await uploads.find(actor.personId, id);
		response.writeHead(200, { 'Upload-Offset': offset, 'Upload-Length': size }).end();
		return;
	}
	if (request.method === 'PATCH') {
		if (request.headers['content-type'] !== 'application/offset+octet-stream')
			throw new VerbundError('request.malformed');
		const offset = wholeNumber(request.headers['upload-offset']);
		const upload = await uploads.append(actor.personId, id, offset, untilBroken(request));
		response.writeHead(204, { 'Upload-Offset': upload.offset }).end();
		return;
	}
	if (request.method === 'DELETE') {
		await uploads.cancel(actor.personId, id);
		response.writeHead(204).end();
		return;
	}
	throw new VerbundError('request.methodNotAllowed');
}

/** A connection that breaks ends the part; what has come stays, and the sender asks how much that is. */
async function* untilBroken(request: IncomingMessage): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of request) if (Buffer.isBuffer(chunk)) yield chunk;
	} catch (error) {
		if (!brokeOff(request, error)) throw error;
	}
}

const tusVersion = '1.0.0';

/** Nobody fills the disk who belongs to nobody here; what may become of a file, its command decides. */
function requireMember({ actor }: Visitor): PersonActor {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	if (actor.memberships.length === 0 || actor.access === 'readOnly') throw new VerbundError('access.denied');
	return actor;
}

/**
 * Runs the form's `_command` once for each of its files, with the form's fields and the file's `uploadId`. A refusal
 * leads back to the page that the form stands on, which says what was refused.
 */
async function receiveForm(
	{ app, origin, identifyAgain, request, response }: Received,
	{ personId }: PersonActor,
	uploads: Uploads,
): Promise<void> {
	const back = ownPath(pathOfReferer(request)) ?? '/';
	const lead = (path: string, query: Readonly<Record<string, string>>) => {
		const target = new URL(path, 'http://hub');
		for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
		response.writeHead(303, { Location: target.pathname + target.search + target.hash }).end();
	};
	try {
		const limit = await uploads.limit();
		if (Number(request.headers['content-length'] ?? 0) > limit * 1.01 + 100_000) {
			response.setHeader('Connection', 'close');
			throw new VerbundError('files.tooLarge', { values: { megabytes: Math.floor(limit / 1_000_000) } });
		}
		const { entries, files } = await readFilesForm(request, {
			receive: (name, bytes) => uploads.receive(personId, name, bytes),
			discard: ({ id }) => uploads.cancel(personId, id),
		});
		const control = (name: string) => entries.findLast(([key]) => key === name)?.[1] ?? '';
		const command = control('_command');
		const answers: unknown[] = [];
		try {
			const definition = await app.commands.definition(command);
			const { actor, reader, disabledPlugins } = await identifyAgain();
			for (const { id } of files) {
				const input = readFormInput([...entries, ['uploadId', id]], definition.input);
				answers.push(
					await app.commands.execute(command, input, {
						...{ actor, reader, disabledPlugins, origin },
					}),
				);
			}
		} catch (error) {
			// One in which something was found is gone already.
			const rest = files.slice(answers.length).map(({ id }) => uploads.cancel(personId, id));
			await Promise.allSettled(rest);
			throw error;
		}
		if (files.length === 0) throw new VerbundError('files.none');
		const next = ownPath(fillPath(control('_next'), answers.at(-1)));
		lead(next ?? back, { done: command });
	} catch (error) {
		if (!isVerbundError(error)) throw error;
		lead(back, {
			refused: error.code,
			...(error.reason === undefined ? {} : { reason: error.reason }),
			...(error.values['megabytes'] === undefined ? {} : { megabytes: String(error.values['megabytes']) }),
		});
	}
}

function pathOfReferer({ headers }: IncomingMessage): string {
	const { referer = '' } = headers;
	if (!URL.canParse(referer)) return '/';
	const { pathname, searchParams } = new URL(referer);
	for (const name of ['done', 'refused', 'reason', 'megabytes']) searchParams.delete(name);
	const query = searchParams.toString();
	return query === '' ? pathname : `${pathname}?${query}`;
}

/** @throws VerbundError `request.malformed` */
function wholeNumber(value: string | string[] | undefined): number {
	if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw new VerbundError('request.malformed');
	return Number(value);
}

/** `filename d2VsdC5wZGY=,other` */
function readMetadata(header: string): Readonly<Record<string, string>> {
	const pairs = header.split(',').map((pair) => {
		const [key = '', value = ''] = pair.trim().split(' ');
		return [key, Buffer.from(value, 'base64').toString('utf8')] as const;
	});
	return Object.fromEntries(pairs.filter(([key]) => key !== '' && key !== '__proto__'));
}
