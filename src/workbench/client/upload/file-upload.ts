import { announce } from '../announce.ts';
import { sendInParts } from './send-in-parts.ts';

type State = 'waiting' | 'sending' | 'paused' | 'done' | 'failed';
type Texts = Readonly<Record<State | 'some', string>>;

/** Sends the files of its form one after the other, shows how far each has come, and goes on where it was broken off. */
class FileUpload extends HTMLElement {
	readonly #answers: Record<string, unknown>[] = [];

	connectedCallback(): void {
		const form = this.querySelector('form');
		form?.addEventListener('submit', (event) => {
			event.preventDefault();
			void this.#send(form);
		});
	}

	async #send(form: HTMLFormElement): Promise<void> {
		const fields = new FormData(form);
		const files = fields.getAll('file').filter((file) => file instanceof File && file.name !== '');
		const buttons = form.querySelectorAll('button');
		buttons.forEach((button) => (button.disabled = true));
		const lines = files.map((file) =>
			file instanceof File ? { file, line: this.#addLine(file.name) } : null,
		);
		let failures = 0;
		for (const one of lines) {
			if (one && !(await this.#sendOne(one.file, one.line, fields))) failures += 1;
		}
		buttons.forEach((button) => (button.disabled = false));
		if (failures === 0) {
			location.assign(
				withNotice(pathAfter(this.dataset['next'] ?? '/', this.#answers), this.dataset['command'] ?? ''),
			);
			return;
		}
		this.#say(this.#texts.some);
	}

	async #sendOne(file: File, line: UploadLine, fields: FormData): Promise<boolean> {
		try {
			const uploadId = await sendInParts(file, {
				progress: (share) => line.show('sending', this.#texts.sending, share),
				paused: () => line.show('paused', this.#texts.paused),
			});
			this.#answers.push(await run(this.dataset['command'] ?? '', { ...inputOf(fields), uploadId }));
			line.show('done', this.#texts.done, 1);
			return true;
		} catch (error) {
			line.show(
				'failed',
				error instanceof Error && error.message !== '' ? error.message : this.#texts.failed,
			);
			return false;
		}
	}

	#addLine(name: string): UploadLine {
		const list = this.querySelector('ul');
		const line = createLine(name, this.#texts.waiting);
		list?.append(line.element);
		if (list) list.hidden = false;
		return line;
	}

	#say(text: string): void {
		const outcome = this.querySelector<HTMLElement>('.outcome');
		if (outcome) {
			outcome.hidden = false;
			outcome.textContent = text;
		}
		announce(text);
	}

	get #texts(): Texts {
		return JSON.parse(this.dataset['texts'] ?? '{}');
	}
}

interface UploadLine {
	readonly element: HTMLLIElement;
	show(state: State, text: string, share?: number): void;
}

function createLine(name: string, waiting: string): UploadLine {
	const element = document.createElement('li');
	const title = document.createElement('b');
	const progress = document.createElement('progress');
	const text = document.createElement('small');
	title.textContent = name;
	progress.max = 1;
	progress.value = 0;
	progress.setAttribute('aria-label', name);
	text.textContent = waiting;
	element.append(title, progress, text);
	return {
		element,
		show(state, words, share) {
			element.dataset['state'] = state;
			text.textContent = words;
			if (share !== undefined) progress.value = share;
		},
	};
}

function inputOf(fields: FormData): Record<string, string | number | boolean> {
	const input: Record<string, string | number | boolean> = {};
	for (const [name, value] of fields) {
		if (typeof value !== 'string' || name.startsWith('_') || value === '') continue;
		input[name] = value === 'true' || value === 'false' ? value === 'true' : value;
	}
	if (typeof input['expectedRevision'] === 'string')
		input['expectedRevision'] = Number(input['expectedRevision']);
	return input;
}

async function run(command: string, input: object): Promise<Record<string, unknown>> {
	const response = await fetch(`/api/commands/${command}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(input),
	});
	const { error, ...answer } = (await response.json()) as Record<string, unknown> & {
		error?: { message?: string };
	};
	if (response.ok) return answer;
	throw new Error(error?.message ?? '');
}

/** Gaps of the path are filled from what the last file became: `/packages/{id}`. */
function pathAfter(path: string, answers: readonly Record<string, unknown>[]): string {
	const last = answers.at(-1) ?? {};
	return path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(typeof last[name] === 'string' ? last[name] : ''),
	);
}

function withNotice(path: string, command: string): string {
	const url = new URL(path, location.href);
	url.searchParams.set('done', command);
	return url.pathname + url.search + url.hash;
}

customElements.define('file-upload', FileUpload);
