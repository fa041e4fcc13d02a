import { listenLater } from './realtime/listen-later.ts';
import type { RoomEvent } from './realtime/room-log.ts';
import type { RoomState } from './realtime/subscribe.ts';

/**
 * Shows how something goes on: fetches the page anew and takes its own part from it, as long as `data-while` stands
 * there.
 */
class RefreshWhile extends HTMLElement {
	#timer = 0;
	#isTold = false;
	/** Counts what happened: a page that was being fetched meanwhile may not show it yet. */
	#moves = 0;
	readonly #listening = new AbortController();

	connectedCallback(): void {
		if (!this.#isGoing) return;
		this.#schedule();
		const { room = 'core.person' } = this.dataset;
		const listener = {
			onEvent: ({ event }: RoomEvent) => {
				if (event !== 'core.jobMoved') return;
				this.#moves += 1;
				this.#schedule(shortestPause);
			},
			onState: (state: RoomState) => {
				this.#isTold = state === 'live';
			},
		};
		listenLater(room, '', listener, this.#listening.signal);
	}

	disconnectedCallback(): void {
		window.clearTimeout(this.#timer);
		this.#listening.abort();
	}

	get #isGoing(): boolean {
		return this.dataset['while'] !== undefined;
	}

	/** Whoever is told what happens looks by themselves only now and then. */
	#schedule(pause = this.#isTold ? longPause : shortPause): void {
		window.clearTimeout(this.#timer);
		if (this.#isGoing) this.#timer = window.setTimeout(() => void this.#refresh(), pause);
	}

	async #refresh(): Promise<void> {
		const moves = this.#moves;
		try {
			const response = await fetch(location.href);
			const page = new DOMParser().parseFromString(await response.text(), 'text/html');
			const fresh = page.querySelectorAll<HTMLElement>(tag)[this.#place()];
			if (response.ok && fresh) this.#take(fresh);
			// What it was about is over, and the page shows something else in its place.
			else if (response.ok) location.reload();
		} catch {
			// Without network it stays as it is; the next round tries again.
		}
		this.#schedule(this.#moves === moves ? undefined : shortestPause);
	}

	#place(): number {
		return [...document.querySelectorAll(tag)].indexOf(this);
	}

	/** The sentence changes in place, so that it is read out. Nobody's focus is taken away while it goes on. */
	#take(fresh: HTMLElement): void {
		const sentence = this.querySelector(':scope > [role=status]');
		const said = fresh.querySelector(':scope > [role=status]');
		if (sentence && said && sentence.textContent !== said.textContent)
			sentence.textContent = said.textContent;
		const hasEnded = fresh.dataset['while'] === undefined;
		const isFocused = this.contains(document.activeElement);
		if (isFocused && !hasEnded) return this.#moveBars(fresh);
		if (hasEnded) delete this.dataset['while'];
		for (const child of [...this.children]) if (child !== sentence) child.remove();
		this.append(...[...fresh.children].filter((child) => child !== said));
		if (isFocused) this.querySelector<HTMLElement>('button, a')?.focus();
	}

	#moveBars(fresh: HTMLElement): void {
		const bars = fresh.querySelectorAll('progress');
		this.querySelectorAll('progress').forEach((bar, index) => {
			const shown = bars[index];
			if (!shown?.hasAttribute('value')) return;
			bar.max = shown.max;
			bar.value = shown.value;
		});
	}
}

const tag = 'refresh-while';
/** Milliseconds until the page is fetched again: when something happened, and when nobody says so. */
const shortestPause = 300;
const shortPause = 2000;
const longPause = 20_000;

customElements.define(tag, RefreshWhile);
