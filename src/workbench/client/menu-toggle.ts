import { announce } from './announce.ts';

/**
 * A form that runs one of two commands, as the key `data-key` of the item `data-item` stands. Without script it runs
 * the first.
 */
class MenuToggle extends HTMLElement {
	#on = false;

	connectedCallback(): void {
		const { item = '', key = '' } = this.dataset;
		void keysOf(item).then((keys) => this.#show(keys[key] === true));
		this.addEventListener('submit', (event) => {
			event.preventDefault();
			void this.#run();
		});
	}

	#show(on: boolean): void {
		this.#on = on;
		this.toggleAttribute('data-on', on);
		for (const part of this.querySelectorAll<HTMLElement>('[data-when]')) {
			part.hidden = (part.dataset['when'] === 'on') !== on;
		}
		const command = this.querySelector<HTMLInputElement>('[name="_command"]');
		if (command) command.value = this.#command;
	}

	get #command(): string {
		return this.dataset[this.#on ? 'commandOn' : 'commandOff'] ?? '';
	}

	async #run(): Promise<void> {
		const form = this.querySelector('form');
		if (!form) return;
		const said = this.dataset[this.#on ? 'doneOn' : 'doneOff'] ?? '';
		try {
			const response = await fetch(`/api/commands/${this.#command}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(inputOf(form)),
			});
			if (!response.ok) throw new Error(String(response.status));
		} catch {
			// Sent as a page, the hub says what is wrong.
			form.submit();
			return;
		}
		this.#show(!this.#on);
		announce(said);
	}
}

/** Fields with a leading underscore steer the form and are none of the command. */
function inputOf(form: HTMLFormElement): Record<string, string> {
	const entries = [...new FormData(form)].filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('_'),
	);
	return Object.fromEntries(entries);
}

const asked = new Map<string, Promise<Record<string, boolean>>>();

/** Once for a page, however many switches it has. */
function keysOf(item: string): Promise<Record<string, boolean>> {
	const known = asked.get(item);
	if (known) return known;
	const asking = fetch(`/api/items/${encodeURIComponent(item)}/keys`)
		.then((response) => response.json())
		.then(({ keys = {} }: { keys?: Record<string, boolean> }) => keys)
		.catch(() => ({}));
	asked.set(item, asking);
	return asking;
}

customElements.define('menu-toggle', MenuToggle);
