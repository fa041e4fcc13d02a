import { AskError } from '../palette/palette-data.ts';

interface Listener {
	/** Between 0 and 1. */
	progress(share: number): void;
	/** The connection is gone; it is tried again. */
	paused(): void;
}

const partSize = 5_000_000;
const version = { 'Tus-Resumable': '1.0.0' };
const pauses = [1000, 2000, 4000, 8000, 15_000, 30_000];
const mostFailures = 20;

/**
 * Sends a file after tus 1.0 and answers its id. What has arrived stays, also when the page was left: the same file goes
 * on where it was broken off.
 *
 * @throws an error with `code` and `message` where the hub refuses it; any other where it could not be reached
 */
export async function sendInParts(file: File, { progress, paused }: Listener): Promise<string> {
	const { url, offset } = (await resume(file)) ?? (await begin(file));
	let sent = offset;
	let failures = 0;
	progress(share(sent, file));
	while (sent < file.size) {
		try {
			sent = await sendPart(url, file, sent);
			failures = 0;
			progress(share(sent, file));
		} catch (error) {
			if (error instanceof Refusal || failures >= mostFailures) {
				forget(file);
				throw error;
			}
			paused();
			await wait(pauses[Math.min(failures, pauses.length - 1)] ?? 1000);
			failures += 1;
			sent = (await offsetOf(url).catch(() => null)) ?? sent;
		}
	}
	forget(file);
	return url.split('/').at(-1) ?? '';
}

/** Trying again would not help: the hub has said no, in its words and with its code. */
class Refusal extends AskError {}

async function begin(file: File): Promise<{ url: string; offset: number }> {
	const response = await fetch('/uploads', {
		method: 'POST',
		headers: {
			...version,
			'Upload-Length': String(file.size),
			'Upload-Metadata': `filename ${toBase64(file.name)}`,
		},
	});
	if (response.status !== 201) throw await refusalOf(response);
	const url = response.headers.get('Location') ?? '';
	remember(file, url);
	return { url, offset: 0 };
}

async function resume(file: File): Promise<{ url: string; offset: number } | null> {
	const url = localStorage.getItem(keyOf(file));
	if (url === null) return null;
	const offset = await offsetOf(url).catch(() => null);
	if (offset === null) forget(file);
	return offset === null ? null : { url, offset };
}

async function sendPart(url: string, file: File, offset: number): Promise<number> {
	const response = await fetch(url, {
		method: 'PATCH',
		headers: {
			...version,
			'Content-Type': 'application/offset+octet-stream',
			'Upload-Offset': String(offset),
		},
		body: file.slice(offset, offset + partSize),
	});
	if (response.status === 204) return Number(response.headers.get('Upload-Offset'));
	// Another place than the server knows, or a server that is in trouble: ask and go on.
	if (response.status === 409 || response.status >= 500) throw new Error(response.statusText);
	throw await refusalOf(response);
}

/** Null where the server knows nothing of it. */
async function offsetOf(url: string): Promise<number | null> {
	const response = await fetch(url, { method: 'HEAD', headers: version });
	return response.ok ? Number(response.headers.get('Upload-Offset')) : null;
}

async function refusalOf(response: Response): Promise<Refusal> {
	const answer = (await response.json().catch(() => ({}))) as {
		error?: { message?: string; code?: string };
	};
	return new Refusal({ code: 'files.refused', ...answer.error });
}

function share(sent: number, { size }: File): number {
	return size === 0 ? 1 : sent / size;
}

function keyOf({ name, size, lastModified }: File): string {
	return `verbund.upload:${document.body.dataset['person'] ?? ''}:${size}:${lastModified}:${name}`;
}

function remember(file: File, url: string): void {
	localStorage.setItem(keyOf(file), url);
}

function forget(file: File): void {
	localStorage.removeItem(keyOf(file));
}

function toBase64(text: string): string {
	return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function wait(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
