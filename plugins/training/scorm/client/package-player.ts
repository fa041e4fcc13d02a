import { announce } from 'verbund/client';

interface Told {
	readonly values: Readonly<Record<string, string>>;
	readonly terminated: boolean;
}

type Texts = Readonly<Record<'kept' | 'done' | 'lost', string>>;

/** What a result is read from; everything else is where the learner is. */
const ofResult = /^cmi(?:\.core)?\.(?:lesson_status|completion_status|success_status|exit|score\.\w+)$/;
const longestBeacon = 60_000;
const longestEnd = 2000;

/** Plays a course package and keeps what it says of its learner, one message after the other. */
class PackagePlayer extends HTMLElement {
	readonly #ports = new Set<MessagePort>();
	#waiting: Told | null = null;
	#sending: Promise<void> | null = null;
	#result = '';

	connectedCallback(): void {
		if (this.dataset['counts'] === 'true') this.#listen();
		// Not before somebody listens: a package may be done as soon as it is there.
		const frame = this.#frame;
		if (frame) frame.src = this.dataset['url'] ?? '';
	}

	#listen(): void {
		addEventListener('message', this.#hear);
		addEventListener('pagehide', this.#leave);
		if (this.dataset['speaks'] !== 'true') this.#keep({ values: {}, terminated: true });
		for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-leaves-package]'))
			link.addEventListener('click', this.#end);
	}

	disconnectedCallback(): void {
		removeEventListener('message', this.#hear);
		removeEventListener('pagehide', this.#leave);
	}

	get #frame(): HTMLIFrameElement | null {
		return this.querySelector('iframe');
	}

	/** Only from the frame or a frame within it, only with the package's origin, or none, only for this sitting. */
	readonly #hear = ({ source, origin, data, ports: [port] }: MessageEvent<unknown>) => {
		if (origin !== this.dataset['origin'] || !isWithin(source, this.#frame?.contentWindow ?? null)) return;
		if (!port || !greets(data, this.dataset['launch'] ?? '')) return;
		this.#ports.add(port);
		port.onmessage = (message: MessageEvent<unknown>) => {
			const told = readMessage(message.data);
			if (told) this.#keep(told);
		};
	};

	/** A package says its last word when its page goes; this one stays until that is kept. */
	readonly #end = (event: MouseEvent) => {
		const link = event.currentTarget;
		if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		void this.#close().then(() => location.assign(link.href));
	};

	async #close(): Promise<void> {
		const ends = [...this.#ports].map((port) => endOf(port));
		const tooLong = new Promise((resolve) => setTimeout(resolve, longestEnd));
		// Frames within the package may be gone already, and then say nothing.
		await Promise.race([this.#ports.size > 1 ? Promise.any(ends) : Promise.all(ends), tooLong]);
		await this.#sending;
	}

	readonly #leave = () => {
		const told = this.#waiting;
		this.#waiting = null;
		if (told) void this.#send(told).catch(() => undefined);
	};

	#keep(told: Told): void {
		this.#waiting = told;
		this.#sending ??= this.#sendAll().finally(() => {
			this.#sending = null;
		});
	}

	async #sendAll(): Promise<void> {
		try {
			for (let told = this.#waiting; told; told = this.#waiting) {
				this.#waiting = null;
				const done = await this.#send(told);
				this.#say(done ? 'done' : 'kept');
			}
		} catch {
			this.#say('lost');
		}
	}

	async #send({ values, terminated }: Told): Promise<boolean> {
		const result = JSON.stringify([
			terminated,
			...Object.entries(values).filter(([name]) => ofResult.test(name)),
		]);
		const command = result === this.#result ? 'training.keepPackageState' : 'training.keepPackageResult';
		const body = JSON.stringify({ launch: this.dataset['token'], values, terminated });
		const response = await fetch(`/api/commands/${command}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body,
			keepalive: body.length < longestBeacon,
		});
		if (!response.ok) throw new Error(String(response.status));
		this.#result = result;
		const answer = (await response.json()) as { done?: boolean };
		return answer.done === true;
	}

	#say(what: keyof Texts): void {
		const texts = JSON.parse(this.dataset['texts'] ?? '{}') as Texts;
		const line = this.querySelector<HTMLElement>('.state');
		if (!line || line.dataset['state'] === what) return;
		line.dataset['state'] = what;
		line.textContent = texts[what];
		if (what !== 'kept') announce(texts[what]);
	}
}

function isWithin(source: MessageEventSource | null, frame: Window | null): boolean {
	if (!frame || !source || !('parent' in source)) return false;
	for (let one: Window = source; one !== one.parent; one = one.parent) if (one === frame) return true;
	return false;
}

function greets(data: unknown, launchId: string): boolean {
	if (typeof data !== 'object' || data === null) return false;
	const { kind, launchId: said } = data as Record<string, unknown>;
	return kind === 'verbund.package' && said === launchId;
}

function readMessage(data: unknown): Told | null {
	if (typeof data !== 'object' || data === null) return null;
	const { values, terminated } = data as Record<string, unknown>;
	if (typeof values !== 'object' || values === null) return null;
	const entries = Object.entries(values).filter(([, value]) => typeof value === 'string');
	return { values: Object.fromEntries(entries), terminated: terminated === true };
}

function endOf(port: MessagePort): Promise<void> {
	return new Promise((resolve) => {
		port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
			if (typeof data === 'object' && data !== null && 'ended' in data && data.ended === true) resolve();
		});
		port.postMessage('end');
	});
}

customElements.define('package-player', PackagePlayer);
