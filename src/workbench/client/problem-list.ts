import { findings, type Finding } from './editor/findings.ts';

interface Line {
	readonly severity: 'error' | 'warning' | 'information';
	readonly kind: string;
	readonly text: string;
	readonly reason: string;
	readonly proposal: string | null;
	readonly url: string;
	readonly field: string | null;
	readonly start: number | null;
	readonly end: number | null;
}

const pause = 1500;
const live = ['title', 'summary', 'body'] as const;

/** Asks anew what is wrong while someone writes, and leads to the place of each line. */
class ProblemList extends HTMLElement {
	readonly #listening = new AbortController();
	#waiting = 0;
	#asked = 0;

	connectedCallback(): void {
		const { signal } = this.#listening;
		this.#tell();
		this.#offerUnderlining(signal);
		const form = this.closest('form') ?? document.querySelector<HTMLFormElement>('form#editor');
		form?.addEventListener(
			'input',
			({ target }) => {
				const name =
					target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.name : '';
				if (!live.some((field) => field === name)) return;
				clearTimeout(this.#waiting);
				this.#waiting = window.setTimeout(() => void this.#ask(form), pause);
			},
			{ signal },
		);
		this.addEventListener('click', (event) => {
			const link = event.target instanceof Element ? event.target.closest('a') : null;
			if (link && showPlace(new URL(link.href))) event.preventDefault();
		});
		// The editor stands a moment later than the page.
		setTimeout(() => showPlace(new URL(location.href)), 300);
	}

	disconnectedCallback(): void {
		clearTimeout(this.#waiting);
		this.#listening.abort();
	}

	async #ask(form: HTMLFormElement): Promise<void> {
		const number = (this.#asked += 1);
		const values = new FormData(form);
		const { item: itemId, language, words } = this.dataset;
		try {
			const response = await fetch('/api/commands/problems.find', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({
					itemId,
					language,
					words,
					...Object.fromEntries(live.map((field) => [field, textOf(values.get(field))])),
				}),
			});
			if (!response.ok || number !== this.#asked) return;
			const { problems = [] }: { problems?: readonly Line[] } = await response.json();
			this.#show(problems);
		} catch {
			// What was found last stays; saving finds it anew.
		}
	}

	/** The editors underline what stands in the list. */
	#tell(): void {
		const found = new Map<string, Finding[]>();
		for (const line of this.querySelectorAll<HTMLElement>('li[data-field]')) {
			const link = line.querySelector<HTMLElement>('a[data-from]');
			const [start, end] = [link?.dataset['from'], link?.dataset['to']].map(Number);
			if (!link || start === undefined || end === undefined || Number.isNaN(start + end)) continue;
			const field = line.dataset['field'] ?? '';
			found.set(field, [
				...(found.get(field) ?? []),
				{
					severity: line.dataset['severity'] ?? '',
					text: link.dataset['text'] ?? link.textContent.trim(),
					reason: line.querySelector('p')?.textContent.trim() ?? '',
					proposal: line.querySelector('.problem-proposal b')?.textContent ?? null,
					start,
					end,
				},
			]);
		}
		findings.set(found);
	}

	#offerUnderlining(signal: AbortSignal): void {
		const button = this.querySelector<HTMLButtonElement>('[data-part=underline]');
		if (!button) return;
		const show = () => button.setAttribute('aria-pressed', String(findings.areShown));
		button.hidden = false;
		show();
		button.addEventListener(
			'click',
			() => {
				findings.show(!findings.areShown);
				show();
			},
			{ signal },
		);
	}

	/** Lines about fields and about the item as a whole stay as they are. */
	#show(lines: readonly Line[]): void {
		const list = this.querySelector('ul');
		if (!list) return;
		for (const line of list.querySelectorAll<HTMLElement>('li')) {
			if (live.some((field) => field === line.dataset['field'])) line.remove();
		}
		list.append(...lines.map((line) => this.#toElement(line)));
		const count = this.querySelector('[data-count]');
		if (count) count.textContent = String(list.children.length);
		const none = this.querySelector<HTMLElement>('.problems-none');
		if (none) none.hidden = list.children.length > 0;
		this.#tell();
	}

	#toElement({ severity, kind, text, reason, proposal, url, field, start, end }: Line): HTMLElement {
		const texts: Record<string, string> = JSON.parse(this.dataset['texts'] ?? '{}');
		const line = document.createElement('li');
		line.dataset['severity'] = severity;
		if (field !== null) line.dataset['field'] = field;
		const icon = this.querySelector<HTMLTemplateElement>(`template[data-icon=${severity}]`);
		const link = Object.assign(document.createElement('a'), { href: url, textContent: text });
		const said = Object.assign(document.createElement('span'), {
			className: 'visually-hidden',
			textContent: `${texts[severity] ?? ''}: `,
		});
		link.dataset['text'] = text;
		if (start !== null) link.dataset['from'] = String(start);
		if (end !== null) link.dataset['to'] = String(end);
		link.prepend(said);
		const body = document.createElement('div');
		body.append(link, Object.assign(document.createElement('p'), { textContent: reason }));
		if (proposal !== null) {
			const words = Object.assign(document.createElement('b'), { lang: 'de', textContent: proposal });
			const offer = Object.assign(document.createElement('p'), { className: 'problem-proposal' });
			offer.append(`${texts['proposal'] ?? ''} `, words);
			body.append(offer);
		}
		const name = Object.assign(document.createElement('span'), {
			className: 'problem-kind',
			textContent: kind,
		});
		if (icon) line.append(icon.content.cloneNode(true));
		line.append(body, name);
		return line;
	}
}

function textOf(value: FormDataEntryValue | null): string {
	return typeof value === 'string' ? value : '';
}

/** Selects the place that an address of the editor names; false where it is not on this page. */
function showPlace({ pathname, searchParams }: URL): boolean {
	const name = searchParams.get('field');
	if (pathname !== location.pathname || name === null) return false;
	const control = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(
		`[name="${CSS.escape(name)}"]`,
	);
	if (!control || searchParams.get('language') !== new URL(location.href).searchParams.get('language'))
		return false;
	unfold(control);
	const [from, to] = ['from', 'to'].map((key) => Number.parseInt(searchParams.get(key) ?? '', 10));
	const hasPlace = from !== undefined && to !== undefined && !Number.isNaN(from) && !Number.isNaN(to);
	if (control.offsetParent !== null) {
		control.focus();
		if (hasPlace && control instanceof HTMLTextAreaElement) control.setSelectionRange(from, to);
		control.scrollIntoView({ block: 'center' });
		return true;
	}
	const shown = control.closest('markdown-editor')?.querySelector<HTMLElement>('[contenteditable=true]');
	if (!shown) return false;
	shown.focus();
	if (hasPlace) selectWords(shown, control.value, from, to);
	return true;
}

/** What it lies in is opened, however deep. */
function unfold(element: Element): void {
	const fold = element.closest('details');
	if (!fold) return;
	fold.open = true;
	if (fold.parentElement) unfold(fold.parentElement);
}

/** In the visual editor: the same words, counted from the beginning. */
function selectWords(shown: HTMLElement, source: string, from: number, to: number): void {
	const words = (/[\p{L}\p{N} ,.:-]{2,400}/u.exec(source.slice(from, to))?.[0] ?? '').trim();
	if (words === '') return;
	let skip = source.slice(0, from).split(words).length - 1;
	const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const text = node.textContent ?? '';
		for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
			if (skip > 0) {
				skip -= 1;
				continue;
			}
			getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
			node.parentElement?.scrollIntoView({ block: 'center' });
			return;
		}
	}
}

customElements.define('problem-list', ProblemList);

export {};
