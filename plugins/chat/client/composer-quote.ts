/** The message that the next one quotes, above the field. */
export interface ComposerQuote {
	readonly id: string | undefined;
	set(line: HTMLElement): void;
	end(): void;
}

export function createComposerQuote(
	form: HTMLFormElement,
	field: HTMLTextAreaElement,
	texts: Readonly<Record<string, string>>,
): ComposerQuote {
	const composer = form.parentElement;
	let id = form.querySelector<HTMLInputElement>('[name=quotedId]')?.value;
	composer?.querySelector('.composer-quote a')?.addEventListener('click', (event) => {
		event.preventDefault();
		end();
	});

	return {
		get id() {
			return id;
		},
		set,
		end,
	};

	function end(): void {
		id = undefined;
		composer?.querySelector('.composer-quote')?.remove();
		field.focus();
	}

	function set(line: HTMLElement): void {
		end();
		id = line.dataset['id'];
		const author = line.querySelector('[data-part="author"]')?.textContent ?? '';
		const from = document.createElement('p');
		from.textContent = (texts['quoting'] ?? '').replace('{name}', author);
		const words = document.createElement('blockquote');
		words.textContent = line.querySelector('[data-part="body"]')?.textContent.trim().slice(0, 200) ?? '';
		const none = document.createElement('button');
		Object.assign(none, { type: 'button', className: 'link-button', textContent: texts['noQuote'] ?? '' });
		none.addEventListener('click', end);
		const shown = document.createElement('div');
		shown.className = 'composer-quote';
		shown.append(from, words, none);
		form.before(shown);
	}
}
