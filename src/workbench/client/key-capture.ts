import { normaliseKeys } from '../../keys.ts';
import { strokeOf } from './key-stroke.ts';

/** Pressed within this time of each other, keys are a chord. Milliseconds. */
const chordPause = 1200;

/** Writes the keys that are pressed in its field, and says at once what they stand for already. */
class KeyCapture extends HTMLElement {
	#pressedAt = -Infinity;

	connectedCallback(): void {
		const field = this.querySelector('input');
		const warning = this.querySelector<HTMLElement>('[data-warning]');
		if (!field || !warning) return;
		const taken = new Map(Object.entries<string>(JSON.parse(this.dataset['taken'] ?? '{}')));
		const warn = () => {
			const title = taken.get(normaliseKeys(field.value) ?? '');
			warning.textContent =
				title === undefined ? '' : (this.dataset['conflict'] ?? '').replace('{titles}', `„${title}“`);
			warning.hidden = title === undefined;
		};
		field.addEventListener('keydown', (event) => {
			if (/^(?:Backspace|Delete)$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
				event.preventDefault();
				field.value = '';
				warn();
				return;
			}
			const stroke = /^(?:Enter|Home|End|Arrow\w+)$/.test(event.key) ? null : strokeOf(event);
			if (stroke === null || normaliseKeys(stroke) === null) return;
			event.preventDefault();
			const isChord = event.timeStamp - this.#pressedAt < chordPause && field.value !== '';
			field.value = normaliseKeys(isChord ? `${field.value} ${stroke}` : stroke) ?? stroke;
			this.#pressedAt = event.timeStamp;
			warn();
		});
		field.addEventListener('input', warn);
		warn();
	}
}

customElements.define('key-capture', KeyCapture);
