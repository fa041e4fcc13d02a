import { announce } from './announce.ts';
import { dragEntries } from './drag-entries.ts';
import { flushEditors } from './editor/flush-editors.ts';

/**
 * A list of entries in a form, each a `<li>` of controls named `<data-name>.<number>.…`. Buttons add, remove and
 * move; numbers always follow the order, so that names, errors and kept drafts fit. Without script the list offers
 * empty entries, boxes for removing and places to send an entry to; here those go. What only a script can do stands in
 * the template alone: an entry gets a copy when it is unfolded, which most never are.
 */
class EntryList extends HTMLElement {
	connectedCallback(): void {
		const list = this.querySelector<HTMLElement>(':scope > [data-entries]');
		const template = this.querySelector<HTMLTemplateElement>(':scope > template');
		if (!list || !template) return;
		this.querySelectorAll('[data-without-script]').forEach((element) => element.remove());
		this.#entries(list)
			.filter((entry) => entry.hasAttribute('data-blank'))
			.forEach((entry) => entry.remove());
		this.#showButtons(this);
		for (const entry of this.#entries(list))
			if (entry.querySelector('details[open]')) this.#furnish(entry, template);
		this.#offer(list);

		list.addEventListener(
			'toggle',
			({ target }) => {
				const entry = target instanceof HTMLDetailsElement && target.open ? target.closest('li') : null;
				if (entry?.parentElement !== list) return;
				this.#furnish(entry, template);
				this.#offer(list);
			},
			{ capture: true },
		);
		this.addEventListener('click', ({ target }) => {
			const button = target instanceof Element ? target.closest<HTMLElement>('button[data-entry]') : null;
			if (button?.closest('entry-list') !== this) return;
			const entry = button.closest<HTMLElement>('li');
			const action = button.dataset['entry'];
			if (action === 'add') this.#add(list, template);
			else if (entry && action === 'duplicate') this.#duplicate(list, entry);
			else if (entry && action === 'remove') this.#remove(list, entry);
			else if (entry && action === 'up') this.#move(list, entry, -1, button);
			else if (entry && action === 'down') this.#move(list, entry, 1, button);
		});
		if (template.content.querySelector('[data-entry=up]'))
			list.addEventListener('keydown', (event) => this.#onKey(event, list));
		list.addEventListener('input', ({ target }) => showTitle(target));
		dragEntries(list, (entry) => {
			this.#changed(list);
			this.#say('moved', this.#entries(list).indexOf(entry) + 1);
		});
		this.closest('form')?.addEventListener('draft-restore', (event) => {
			if (event instanceof CustomEvent && Array.isArray(event.detail))
				this.#fit(list, template, event.detail);
		});
	}

	#entries(list: HTMLElement): HTMLElement[] {
		return [...list.querySelectorAll<HTMLElement>(':scope > li')];
	}

	#showButtons(within: ParentNode): void {
		within.querySelectorAll<HTMLElement>('[data-with-script]').forEach((element) => (element.hidden = false));
	}

	#furnish(entry: HTMLElement, template: HTMLTemplateElement): void {
		const place = [...entry.querySelectorAll('[data-tools]')].find((one) => one.closest('li') === entry);
		const buttons = template.content.querySelector('[data-tools] > [data-with-script]');
		if (!place || !buttons || place.querySelector('[data-entry]')) return;
		place.append(buttons.cloneNode(true));
		this.#showButtons(place);
	}

	#add(list: HTMLElement, template: HTMLTemplateElement): void {
		const entry = this.#append(list, template);
		this.#changed(list);
		entry?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select')?.focus();
		this.#say('added', this.#entries(list).length);
	}

	#append(list: HTMLElement, template: HTMLTemplateElement): HTMLElement | null {
		list.append(template.content.cloneNode(true));
		const entry = this.#entries(list).at(-1) ?? null;
		if (entry) this.#showButtons(entry);
		this.#number(list);
		return entry;
	}

	/** A copy right after it, unfolded, with the focus in it. */
	#duplicate(list: HTMLElement, entry: HTMLElement): void {
		if (this.#entries(list).length >= this.#most) return;
		const copy = copyOf(entry);
		entry.after(copy);
		copy.querySelector('details')?.setAttribute('open', '');
		this.#changed(list);
		copy.querySelector<HTMLElement>('.input')?.focus();
		this.#say('duplicated', this.#entries(list).indexOf(copy) + 1);
	}

	#remove(list: HTMLElement, entry: HTMLElement): void {
		const index = this.#entries(list).indexOf(entry);
		entry.remove();
		this.#changed(list);
		const entries = this.#entries(list);
		const neighbour = entries[Math.min(index, entries.length - 1)];
		const next = neighbour?.querySelector<HTMLElement>('details:not([open]) > summary, [data-entry=remove]');
		(next ?? this.querySelector<HTMLElement>('[data-entry=add]'))?.focus();
		this.#say('removed', index + 1);
	}

	#move(list: HTMLElement, entry: HTMLElement, by: -1 | 1, focus: HTMLElement | null): void {
		const entries = this.#entries(list);
		const other = entries[entries.indexOf(entry) + by];
		if (!other) return;
		if (by < 0) other.before(entry);
		else other.after(entry);
		this.#changed(list);
		// At the end of the list the button that moved is off; its neighbour keeps the focus.
		const isOff = focus instanceof HTMLButtonElement && focus.disabled;
		const back = entry.querySelector<HTMLElement>(by < 0 ? '[data-entry=down]' : '[data-entry=up]');
		(isOff ? back : focus)?.focus();
		this.#say('moved', this.#entries(list).indexOf(entry) + 1);
	}

	/** Alt with an arrow moves the entry that the focus is in, and the focus with it. */
	#onKey(event: KeyboardEvent, list: HTMLElement): void {
		const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
		if (by === null || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		const { target } = event;
		const entry = this.#entries(list).find((one) => target instanceof Node && one.contains(target));
		if (!entry || !(target instanceof HTMLElement)) return;
		event.preventDefault();
		this.#move(list, entry, by, target);
	}

	/** As many entries as a kept draft has. */
	#fit(list: HTMLElement, template: HTMLTemplateElement, names: readonly unknown[]): void {
		const prefix = `${this.dataset['name'] ?? ''}.`;
		const numbers = names
			.filter((name) => typeof name === 'string')
			.filter((name) => name.startsWith(prefix))
			.map((name) => Number.parseInt(name.slice(prefix.length), 10));
		const wanted = Math.max(-1, ...numbers) + 1;
		while (this.#entries(list).length < wanted) this.#append(list, template);
		this.#entries(list)
			.slice(wanted)
			.forEach((entry) => entry.remove());
		this.#number(list);
	}

	#changed(list: HTMLElement): void {
		this.#number(list);
		list.dispatchEvent(new Event('input', { bubbles: true }));
	}

	#number(list: HTMLElement): void {
		const prefix = `${this.dataset['name'] ?? ''}.`;
		const entries = this.#entries(list);
		entries.forEach((entry, index) => {
			for (const element of entry.querySelectorAll(
				'[name], [id], [for], [aria-describedby], [aria-labelledby], [data-name]',
			)) {
				for (const attribute of ['name', 'id', 'for', 'aria-describedby', 'aria-labelledby', 'data-name']) {
					const value = element.getAttribute(attribute);
					const right = value === null ? null : renumber(value, prefix, index);
					if (right !== null && right !== value) element.setAttribute(attribute, right);
				}
			}
			for (const number of entry.querySelectorAll('[data-number]')) number.textContent = String(index + 1);
		});
		this.#offer(list);
	}

	/** Nothing goes beyond the ends, and nothing more than there may be. */
	#offer(list: HTMLElement): void {
		const entries = this.#entries(list);
		entries.forEach((entry, index) => {
			setDisabled(entry, 'up', index === 0);
			setDisabled(entry, 'down', index === entries.length - 1);
		});
		setDisabled(this, 'add', entries.length >= this.#most);
	}

	get #most(): number {
		return Number(this.dataset['most'] ?? Number.POSITIVE_INFINITY);
	}

	#say(what: 'added' | 'removed' | 'moved' | 'duplicated', number: number): void {
		announce((this.dataset[what] ?? '').replace('%', String(number)));
	}
}

/** `field-fields.steps.3.title-hint` to `field-fields.steps.2.title-hint`, in each word of the value. */
function renumber(value: string, prefix: string, index: number): string {
	return value
		.split(' ')
		.map((word) => {
			const at = word.indexOf(prefix);
			if (at < 0) return word;
			const start = at + prefix.length;
			return word.slice(0, start) + word.slice(start).replace(/^(?:\d+|__index__)/, String(index));
		})
		.join(' ');
}

/** The line of a folded entry says what stands in its first text. */
function showTitle(target: EventTarget | null): void {
	if (!(target instanceof HTMLInputElement)) return;
	const entry = target.closest('li');
	if (entry?.querySelector('input[type=text]') !== target) return;
	const line = entry.querySelector('[data-entry-title]');
	if (line) line.textContent = target.value;
}

/** With what was typed, which cloning leaves behind. */
function copyOf(entry: HTMLElement): HTMLElement {
	flushEditors();
	const copy = entry.cloneNode(true);
	if (!(copy instanceof HTMLElement)) return entry;
	const controls = (within: HTMLElement) => [
		...within.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
			'input, textarea, select',
		),
	];
	const originals = controls(entry);
	controls(copy).forEach((control, index) => (control.value = originals[index]?.value ?? ''));
	return copy;
}

function setDisabled(within: ParentNode, action: string, disabled: boolean): void {
	const button = within.querySelector<HTMLButtonElement>(`[data-entry=${action}]`);
	if (button) button.disabled = disabled;
}

customElements.define('entry-list', EntryList);
