import { announce } from 'verbund/client';

/** Counts down to the end that the hub has set, says so at a few moments, and hands in what is there. */
class QuizTime extends HTMLElement {
	#timer: ReturnType<typeof setInterval> | undefined;

	connectedCallback(): void {
		// From the hub's own clock: the one of this device may be wrong.
		const endsAt = performance.now() + Number(this.dataset['endsIn'] ?? '0');
		const words = this.dataset['minutes'] ?? '';
		const sentence = this.textContent;
		let shown = Number.NaN;
		this.#timer = setInterval(() => {
			const left = endsAt - performance.now();
			const minutes = Math.ceil(left / 60_000);
			if (left <= 0) this.#end();
			else if (minutes !== shown) {
				shown = minutes;
				const text = words.replace('{minutes}', String(minutes));
				this.textContent = `${sentence.trim()} ${text}`;
				if (minutes === 5 || minutes === 1) announce(text);
			}
		}, 1000);
	}

	disconnectedCallback(): void {
		clearInterval(this.#timer);
	}

	/** The hub takes what was saved in time. */
	#end(): void {
		clearInterval(this.#timer);
		const button = document.querySelector('#quiz button[value="training.handInQuiz"]');
		if (button instanceof HTMLButtonElement) button.form?.requestSubmit(button);
		else location.reload();
	}
}

customElements.define('quiz-time', QuizTime);
