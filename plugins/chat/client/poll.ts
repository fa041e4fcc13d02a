import { execute, randomId } from 'verbund/client';
import type { Message } from '../messages/message.ts';

/** How often each answer was chosen, in the poll that stands there. */
export function showPoll(line: HTMLElement, options: Message['options']): void {
	const entries = [...line.querySelectorAll<HTMLElement>('.poll > li')];
	const all = options.reduce((sum, { count }) => sum + count, 0);
	for (const [index, entry] of entries.entries()) {
		const count = options[index]?.count ?? 0;
		const shown = entry.querySelector('.poll-count');
		if (shown) shown.textContent = String(count);
		const bar = entry.querySelector('progress');
		if (!bar) continue;
		bar.max = Math.max(all, 1);
		bar.value = count;
	}
}

/** The last vote counts. */
export async function vote(line: HTMLElement, option: string): Promise<void> {
	const input = { messageId: line.dataset['id'], option: Number(option) };
	await execute('chat.vote', input, randomId());
	for (const button of line.querySelectorAll<HTMLButtonElement>('.poll-option')) {
		button.ariaPressed = String(button.value === option);
	}
}
