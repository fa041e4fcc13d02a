/** What the hub tells the run-time at the beginning, in an attribute of its script. */
export interface RunTimeStart {
	readonly version: '1.2' | '2004';
	readonly values: Readonly<Record<string, string>>;
	/** Of this sitting; what does not name it is not listened to. */
	readonly launchId: string;
	/** Under the second host name, where pages of a package may look into each other; null where they have no origin. */
	readonly hubOrigin: string | null;
}

/** With what a page of the package introduces itself to the page of the hub; it brings a port for all that follows. */
interface RunTimeGreeting {
	readonly kind: 'verbund.package';
	readonly launchId: string;
}

/** Through the port. */
interface RunTimeMessage {
	readonly values: Readonly<Record<string, string>>;
	readonly terminated: boolean;
	/** It has nothing more to say, as it was asked to come to an end. */
	readonly ended: boolean;
}

interface ScormApi {
	on(event: string, listener: () => void): void;
	loadFromFlattenedJSON(values: object, prefix: string): void;
	getFlattenedCMI(): Record<string, unknown>;
	isTerminated(): boolean;
}

/**
 * Runs in each page of a package before anything else of it: puts up the interface of SCORM, answers it from the values
 * that came with the page, and tells the hub what changes.
 *
 * It is sent as its own source text, so it uses nothing from outside of itself. Packages look for the interface in the
 * windows around theirs, which a frame of opaque origin may not look into: `parent` leads to a window that has nothing
 * but it. A page that follows another in the same frame goes on with that one's values, which `name` has carried over.
 *
 * Many packages speak their last word when their page goes. What a page says then may not arrive any more, so the hub
 * asks for the end beforehand, and the package hears of it as if its page went.
 */
export function startRunTime(): void {
	const script = document.currentScript;
	if (!(script instanceof HTMLScriptElement)) return;
	const start = JSON.parse(script.dataset['start'] ?? '{}') as RunTimeStart;
	const hub = window.top;
	const { port1: port, port2: hubs } = new MessageChannel();
	const carrier = `verbund:${start.launchId}:`;
	const Api = (window as unknown as Record<string, new (settings: object) => ScormApi>)[
		start.version === '1.2' ? 'Scorm12API' : 'Scorm2004API'
	];
	if (!hub || !Api) return;
	replaceStorage();
	// Pages within pages find the interface of the outermost one, and leave the word to it.
	if (start.hubOrigin !== null && window.parent !== hub) return;

	const api = new Api({ autocommit: false, lmsCommitUrl: false, logLevel: 5 });
	api.loadFromFlattenedJSON(carried() ?? start.values, '');
	const [prefix, name] = start.version === '1.2' ? ['LMS', 'API'] : ['', 'API_1484_11'];
	let waiting: ReturnType<typeof setTimeout> | undefined;
	let isLeaving = false;
	api.on(`${prefix}SetValue`, () => {
		carry();
		clearTimeout(waiting);
		if (isLeaving) tell();
		else waiting = setTimeout(tell, 300);
	});
	for (const event of ['Commit', prefix === '' ? 'Terminate' : 'Finish'])
		api.on(prefix + event, () => tell());
	window.addEventListener('pagehide', leave);
	port.onmessage = end;
	const greeting: RunTimeGreeting = { kind: 'verbund.package', launchId: start.launchId };
	hub.postMessage(greeting, start.hubOrigin ?? location.origin, [hubs]);
	Object.defineProperty(window, name, { value: api, configurable: true, writable: true });
	const around = { [name]: api, postMessage: () => undefined, length: 0, closed: false };
	Object.defineProperty(around, 'parent', { value: around });
	Object.defineProperty(window, 'parent', { value: around, configurable: true });

	function tell(ended = false): void {
		clearTimeout(waiting);
		carry();
		port.postMessage({ values: values(), terminated: api.isTerminated(), ended } satisfies RunTimeMessage);
	}

	function leave(): void {
		isLeaving = true;
		tell();
	}

	function end(): void {
		isLeaving = true;
		for (const event of ['beforeunload', 'pagehide', 'unload']) raise(window, event);
		tell(true);
	}

	/** Innermost first, as far as the pages may be looked into. */
	function raise(page: Window, event: string): void {
		const within = Array.from({ length: page.length }, (_, index) => page[index]);
		for (const one of within) if (start.hubOrigin !== null && one && mayLookInto(one)) raise(one, event);
		page.dispatchEvent(new Event(event));
	}

	function mayLookInto(page: Window): boolean {
		try {
			return page.document.defaultView === page;
		} catch {
			return false;
		}
	}

	function values(): Record<string, string> {
		return Object.fromEntries(
			Object.entries(api.getFlattenedCMI())
				.filter(([, value]) => typeof value === 'string' || typeof value === 'number')
				.map(([key, value]) => [key, String(value)])
				.filter(([, value]) => value !== ''),
		);
	}

	function carried(): object | null {
		if (!window.name.startsWith(carrier)) return null;
		return JSON.parse(window.name.slice(carrier.length)) as object;
	}

	/** Not where the package itself has given the frame a name. */
	function carry(): void {
		if (window.name === '' || window.name.startsWith('verbund:'))
			window.name = api.isTerminated() ? '' : carrier + JSON.stringify({ ...start.values, ...values() });
	}

	/**
	 * A frame of opaque origin has neither; packages that do not expect that would break. What is stored ends with the
	 * outermost page, so that whoever sits down next finds nothing of it.
	 */
	function replaceStorage(): void {
		for (const kind of ['localStorage', 'sessionStorage'] as const) {
			if (start.hubOrigin !== null && window.parent !== hub) {
				Object.defineProperty(window, kind, { value: window.parent[kind], configurable: true });
				continue;
			}
			const stored = new Map<string, string>();
			const storage = {
				getItem: (key: string) => stored.get(String(key)) ?? null,
				setItem: (key: string, value: string) => void stored.set(String(key), String(value)),
				removeItem: (key: string) => void stored.delete(String(key)),
				clear: () => stored.clear(),
				key: (index: number) => [...stored.keys()][index] ?? null,
				get length() {
					return stored.size;
				},
			};
			Object.defineProperty(window, kind, { value: storage, configurable: true });
		}
		Object.defineProperty(document, 'cookie', { value: '', writable: true, configurable: true });
	}
}
