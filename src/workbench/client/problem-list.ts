import { announce } from './announce.ts';
import { findings, type Finding } from './editor/findings.ts';
import { flushEditors } from './editor/flush-editors.ts';
import { replaceWords } from './editor/replace-words.ts';
import { findingOf, lineElement, moveLine, type Line, type LineTexts } from './problem-line.ts';
import { showPlace } from './show-place.ts';

const pause = 1500;
const live = ['title', 'summary', 'body'] as const;

/** Asks anew what is wrong while someone writes, and leads to the place of each line. */
class ProblemList extends HTMLElement {
	readonly #listening = new AbortController();
	#waiting = 0;
	/** Counts the changes of the text: what was found belongs to the text that was sent. */
	#written = 0;

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
				this.#written += 1;
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
		flushEditors();
		const sent = this.#written;
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
			if (!response.ok) return;
			const { problems = [] }: { problems?: readonly Line[] } = await response.json();
			flushEditors();
			if (sent === this.#written) this.#show(problems);
		} catch {
			// What was found last stays; saving finds it anew.
		}
	}

	/** The editors underline what stands in the list, and what can be taken over at once gets a button for it. */
	#tell(): void {
		const found = new Map<string, Finding[]>();
		for (const line of this.querySelectorAll<HTMLElement>('li[data-field]')) {
			const finding = findingOf(line);
			const field = line.dataset['field'] ?? '';
			if (!finding) continue;
			found.set(field, [...(found.get(field) ?? []), finding]);
			line.dataset['source'] = controlOf(field)?.value.slice(finding.start, finding.end) ?? '';
			if (finding.proposal !== null) this.#offerProposal(line);
		}
		findings.set(found);
	}

	#offerProposal(line: HTMLElement): void {
		const offer = line.querySelector('.problem-proposal');
		if (!offer || !isLive(line) || offer.querySelector('button')) return;
		const button = Object.assign(document.createElement('button'), {
			type: 'button',
			className: 'button',
			textContent: this.#texts.take,
		});
		button.dataset['size'] = 'small';
		button.addEventListener('click', () => this.#take(line));
		offer.append(' ', button);
	}

	/** Only where the words still stand that the proposal is for. */
	#take(line: HTMLElement): void {
		flushEditors();
		const finding = findingOf(line);
		const field = line.dataset['field'] ?? '';
		const control = controlOf(field);
		if (!finding || !control) return;
		const { start, end, proposal } = finding;
		if (proposal === null || control.value.slice(start, end) !== line.dataset['source']) return;
		const { length } = control.value;
		replaceWords(control, { start, end, words: proposal });
		flushEditors();
		const next = line.nextElementSibling ?? line.previousElementSibling;
		line.remove();
		for (const other of this.querySelectorAll<HTMLElement>(`li[data-field="${field}"]`))
			if ((findingOf(other)?.start ?? -1) >= end) moveLine(other, control.value.length - length);
		this.#count();
		this.#tell();
		announce(this.#texts.taken);
		next?.querySelector<HTMLElement>('button, a')?.focus();
	}

	get #texts(): LineTexts & { readonly taken: string } {
		return JSON.parse(this.dataset['texts'] ?? '{}');
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
		for (const line of list.querySelectorAll<HTMLElement>('li')) if (isLive(line)) line.remove();
		const texts = this.#texts;
		const iconOf = (severity: string) =>
			this.querySelector<HTMLTemplateElement>(`template[data-icon=${severity}]`);
		list.append(...lines.map((line) => lineElement(line, texts, iconOf(line.severity))));
		this.#count();
		this.#tell();
	}

	#count(): void {
		const length = this.querySelectorAll('ul > li').length;
		const count = this.querySelector('[data-count]');
		if (count) count.textContent = String(length);
		const none = this.querySelector<HTMLElement>('.problems-none');
		if (none) none.hidden = length > 0;
	}
}

function isLive(line: HTMLElement): boolean {
	return live.some((field) => field === line.dataset['field']);
}

function controlOf(field: string): HTMLInputElement | HTMLTextAreaElement | null {
	return document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`form [name="${CSS.escape(field)}"]`);
}

function textOf(value: FormDataEntryValue | null): string {
	return typeof value === 'string' ? value : '';
}

customElements.define('problem-list', ProblemList);
