import { announce } from './announce.ts';
import { listenLater } from './realtime/listen-later.ts';
import type { RoomEvent } from './realtime/room-log.ts';

/**
 * Says that something happened which the page does not show yet, and offers it. Nothing moves under the reader: the
 * notice stands above the page until it is followed or put away.
 */
class LiveNotice extends HTMLElement {
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const { room = '', key = '' } = this.dataset;
		listenLater(room, key, { onEvent: (event) => this.#hear(event) }, this.#listening.signal);
		this.querySelector('button')?.addEventListener('click', () => (this.hidden = true));
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}

	#hear({ event, data }: RoomEvent): void {
		if (event !== this.dataset['event'] || !isAbout(data, this.dataset['language']) || !this.hidden) return;
		this.hidden = false;
		announce(this.querySelector('p')?.textContent ?? '');
	}
}

/** An item is published in one language at a time; the page shows one of them. */
function isAbout(data: unknown, language: string | undefined): boolean {
	if (language === undefined || data === null || typeof data !== 'object') return true;
	return !('language' in data) || data.language === language;
}

customElements.define('live-notice', LiveNotice);
