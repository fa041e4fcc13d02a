import type { SendQueue } from './send-queue.ts';

const drafts = 'verbund:chat:';

/** The form sends without leaving the page; what is not sent yet is there again after a reload. */
export function improveComposer(
	room: HTMLElement,
	queue: SendQueue,
	{ key, thread }: { readonly key: string; readonly thread: string | undefined },
): void {
	const field = room.querySelector<HTMLTextAreaElement>('#composer-text');
	const { form } = field ?? {};
	if (!field || !form || form.querySelector<HTMLInputElement>('[name=_command]')?.value !== 'chat.send')
		return;
	const draftKey = drafts + key;
	if (field.value === '') field.value = localStorage.getItem(draftKey) ?? '';
	room.querySelector('[data-keys]')?.removeAttribute('hidden');

	field.addEventListener('input', () => {
		if (field.value === '') localStorage.removeItem(draftKey);
		else localStorage.setItem(draftKey, field.value);
	});
	field.addEventListener('keydown', (event) => {
		const sends = event.key === 'Enter' && !event.shiftKey && !event.isComposing && !event.altKey;
		// On glass the key that sends is the button beside the field.
		if (!sends || matchMedia('(pointer: coarse)').matches) return;
		event.preventDefault();
		form.requestSubmit();
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const text = field.value.trim();
		if (text === '') return;
		const quotedId = form.querySelector<HTMLInputElement>('[name=quotedId]')?.value;
		queue.add({
			text,
			...(thread === undefined ? {} : { threadId: thread }),
			...(quotedId === undefined ? {} : { quotedId }),
		});
		form.querySelector('[name=quotedId]')?.remove();
		room.querySelector('.composer-quote')?.remove();
		field.value = '';
		localStorage.removeItem(draftKey);
		field.focus();
	});
}
