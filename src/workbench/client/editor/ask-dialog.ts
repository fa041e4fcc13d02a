/**
 * Asks in a `<dialog>` of the page that holds one text field; buttons say in `data-answer-dialog` what they answer.
 * It may stand inside a form, which it does not send.
 *
 * @returns the words; empty for the button that says so; null when the person closes it
 */
export function askIn(
	dialog: HTMLDialogElement,
	{ value = '', about = '' }: { readonly value?: string; readonly about?: string },
): Promise<string | null> {
	const field = dialog.querySelector<HTMLInputElement>('[data-dialog-field]');
	const line = dialog.querySelector('[data-about]');
	if (line) line.textContent = about;
	if (field) field.value = value;
	const closing = new AbortController();
	const { signal } = closing;
	dialog.addEventListener(
		'click',
		({ target }) => {
			const button = target instanceof Element ? target.closest<HTMLElement>('[data-answer-dialog]') : null;
			if (button) dialog.close(button.dataset['answerDialog']);
		},
		{ signal },
	);
	field?.addEventListener(
		'keydown',
		(event) => {
			if (event.key !== 'Enter' || event.isComposing) return;
			event.preventDefault();
			dialog.close('ok');
		},
		{ signal },
	);
	dialog.returnValue = 'cancel';
	dialog.showModal();
	field?.focus();
	return new Promise((resolve) => {
		dialog.addEventListener(
			'close',
			() => {
				closing.abort();
				if (dialog.returnValue === 'empty') resolve('');
				else resolve(dialog.returnValue === 'ok' ? (field?.value.trim() ?? '') : null);
			},
			{ signal },
		);
	});
}
