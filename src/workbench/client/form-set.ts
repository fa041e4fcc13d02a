import { announce } from './announce.ts';
import { isFormControl, type FormControl } from './form-control.ts';

interface Carried {
	readonly form: string;
	readonly values: readonly (readonly [string, string])[];
}

/**
 * Forms of one page that belong together: sending one of them loses nothing of the others, and the bar saves all that
 * were changed at once, each as if its own button had been pressed.
 */
class FormSet extends HTMLElement {
	readonly #saved = new Set<HTMLFormElement>();

	connectedCallback(): void {
		this.#takeUp();
		this.addEventListener('input', () => this.#show());
		this.addEventListener('submit', ({ target }) => this.#carry(target));
		this.#bar?.addEventListener('click', ({ target }) => {
			if (!(target instanceof Element)) return;
			if (target.closest('[data-save]')) void this.#saveAll();
			if (target.closest('[data-discard]')) location.assign(location.pathname + location.search);
		});
		this.#show();
	}

	get #bar(): HTMLElement | null {
		return this.querySelector('.form-set-bar');
	}

	#changed(): HTMLFormElement[] {
		return [...this.querySelectorAll('form')].filter((form) => !this.#saved.has(form) && isChanged(form));
	}

	#show(): void {
		const changed = this.#changed();
		const bar = this.#bar;
		if (!bar) return;
		bar.hidden = changed.length === 0;
		const { one = '', many = '' } = bar.dataset;
		this.#say(changed.length === 1 ? one : many.replace('{count}', String(changed.length)));
	}

	#say(text: string): void {
		const place = this.#bar?.querySelector('p');
		if (place && place.textContent !== text) place.textContent = text;
	}

	/** The first one that is refused is sent once more, as a page that says what is wrong. */
	async #saveAll(): Promise<void> {
		const changed = this.#changed();
		if (!changed.every((form) => form.reportValidity())) return;
		let next = '';
		for (const form of changed) {
			const answer = await send(form);
			if (answer === null) {
				this.#fail();
				return;
			}
			if (!new URL(answer).searchParams.has('done')) {
				form.requestSubmit();
				return;
			}
			this.#saved.add(form);
			next = answer;
		}
		location.assign(next);
	}

	#fail(): void {
		const { failed = '' } = this.#bar?.dataset ?? {};
		this.#say(failed);
		announce(failed);
	}

	/** What stands in the other forms, until this page comes back. */
	#carry(sent: EventTarget | null): void {
		const carried: Carried[] = this.#changed()
			.filter((form) => form !== sent)
			.map((form) => ({ form: nameOf(form), values: valuesOf(form) }));
		if (carried.length > 0) sessionStorage.setItem(carriedKey(), JSON.stringify(carried));
	}

	#takeUp(): void {
		const text = sessionStorage.getItem(carriedKey());
		sessionStorage.removeItem(carriedKey());
		const carried: readonly Carried[] = text === null ? [] : JSON.parse(text);
		for (const form of this.querySelectorAll('form')) {
			const own = carried.find((one) => one.form === nameOf(form));
			if (own) fill(form, own.values);
		}
	}
}

/** @returns the address of the page that follows, or null where the hub was not reached */
async function send(form: HTMLFormElement): Promise<string | null> {
	const body = new FormData(form);
	try {
		const { url } = await fetch(location.pathname + location.search, { method: 'POST', body });
		return url;
	} catch {
		return null;
	}
}

function carriedKey(): string {
	return `verbund:form-set:${document.body.dataset['person'] ?? ''}:${location.pathname}${location.search}`;
}

/** Told apart by what they do to what; their keys against double sending are new on each page. */
function nameOf(form: HTMLFormElement): string {
	return [...form.elements]
		.filter((element) => element instanceof HTMLInputElement)
		.filter(({ type, name }) => type === 'hidden' && !isOfThisPage(name))
		.map(({ name, value }) => `${name}=${value}`)
		.join('&');
}

function isOfThisPage(name: string): boolean {
	return ['_key', '_next'].includes(name) || isExpectation(name);
}

/** What the form showed, so that nobody writes over what somebody else has changed since: it goes along. */
function isExpectation(name: string): boolean {
	return /^expected(?::json)?$/.test(name);
}

/** Never passwords and files. */
function controlsOf(form: HTMLFormElement): readonly FormControl[] {
	return [...form.elements]
		.filter(isFormControl)
		.filter(({ type }) => !['password', 'file', 'submit', 'button'].includes(type))
		.filter(({ type, name }) => type !== 'hidden' || isExpectation(name));
}

/** What came back with an error is what was sent, and not yet stored. */
function isChanged(form: HTMLFormElement): boolean {
	if (form.dataset['failed'] !== undefined) return true;
	return controlsOf(form).some((control) => {
		if (control instanceof HTMLSelectElement) {
			const first = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
			return control.value !== (first?.value ?? '');
		}
		if (control instanceof HTMLInputElement && isTicked(control))
			return control.checked !== control.defaultChecked;
		// A browser writes colours in small letters.
		const stored = control.type === 'color' ? control.defaultValue.toLowerCase() : control.defaultValue;
		return control.value !== stored;
	});
}

function isTicked(control: FormControl): control is HTMLInputElement {
	return control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type);
}

function valuesOf(form: HTMLFormElement): readonly (readonly [string, string])[] {
	return controlsOf(form)
		.filter((control) => !isTicked(control) || control.checked)
		.map(({ name, value }) => [name, value] as const);
}

function fill(form: HTMLFormElement, values: readonly (readonly [string, string])[]): void {
	for (const control of controlsOf(form)) {
		const own = values.filter(([name]) => name === control.name).map(([, value]) => value);
		if (isTicked(control)) control.checked = own.includes(control.value);
		else control.value = own[0] ?? control.value;
	}
}

customElements.define('form-set', FormSet);
