import { execute, isPassing, randomId } from 'verbund/client';
import { fillAnswers, readAnswers, type SentAnswers } from './sent-answers.ts';

/**
 * Saves answers as they are given. What could not be sent stays in this browser until it can: a closed tab or a lost
 * network costs nothing.
 */
class QuizAttempt extends HTMLElement {
	#form: HTMLFormElement | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isSending = false;
	/** How often something was written, and how much of that the hub has. */
	#written = 0;
	#saved = 0;

	connectedCallback(): void {
		const form = this.querySelector('form');
		if (!form || form.querySelector('[name="_command"]')?.getAttribute('value') === 'training.checkAnswer')
			return;
		this.#form = form;
		const unsent = this.#unsent();
		if (unsent) {
			fillAnswers(form, unsent);
			this.#changed();
		}
		form.addEventListener('input', () => this.#changed());
		form.addEventListener('submit', () => clearTimeout(this.#timer));
		addEventListener('online', this.#retry);
	}

	disconnectedCallback(): void {
		removeEventListener('online', this.#retry);
	}

	readonly #retry = (): void => {
		if (this.#written !== this.#saved) void this.#send();
	};

	/** Keeps it here at once, and sends it when the next pause comes. */
	#changed(): void {
		if (!this.#form) return;
		this.#written += 1;
		localStorage.setItem(this.#key, JSON.stringify(readAnswers(this.#form)));
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#send(), pauseBeforeSaving);
	}

	async #send(): Promise<void> {
		const { attempt: attemptId = '', saved = '', unsaved = '' } = this.dataset;
		if (!this.#form || this.#isSending) return;
		this.#isSending = true;
		const sending = this.#written;
		const answers = readAnswers(this.#form);
		try {
			await execute('training.saveAnswers', { attemptId, answers }, randomId());
			this.#saved = sending;
			if (this.#written === sending) localStorage.removeItem(this.#key);
			else this.#timer = setTimeout(this.#retry, pauseBeforeSaving);
			const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'short' }).format();
			this.#say(saved.replace('{time}', time));
		} catch (error) {
			if (isPassing(error)) this.#timer = setTimeout(this.#retry, pauseBeforeRetry);
			// What the hub refuses it will go on refusing: the page says why.
			else localStorage.removeItem(this.#key);
			this.#say(isPassing(error) ? unsaved : String(error instanceof Error ? error.message : unsaved));
		} finally {
			this.#isSending = false;
		}
	}

	#say(text: string): void {
		const line = this.querySelector('.quiz-saved');
		if (line) line.textContent = text;
	}

	#unsent(): SentAnswers | null {
		try {
			const answers: SentAnswers | null = JSON.parse(localStorage.getItem(this.#key) ?? 'null');
			return answers;
		} catch {
			return null;
		}
	}

	get #key(): string {
		return `verbund.quiz.${this.dataset['attempt'] ?? ''}`;
	}
}

const pauseBeforeSaving = 500;
const pauseBeforeRetry = 5000;

customElements.define('quiz-attempt', QuizAttempt);
