import { execute, randomId } from 'verbund/client';
import type { Message } from '../messages/message.ts';

type Reactions = Message['reactions'];

/** Answers without words, as buttons: the own ones are pressed, and pressed again they are taken back. */
export function showReactions(line: HTMLElement, reactions: Reactions): void {
	const list = line.querySelector<HTMLElement>('[data-part="reactions"]');
	if (!list) return;
	const own = ownSigns(line);
	const focused = list.contains(document.activeElement) ? signOf(document.activeElement) : undefined;
	list.replaceChildren(...reactions.map(({ sign, count }) => entryOf(sign, count, own.has(sign))));
	list.hidden = reactions.length === 0;
	if (focused !== undefined) list.querySelector<HTMLElement>(`[value="${CSS.escape(focused)}"]`)?.focus();
}

/** Shows it at once; the hub's own count follows. @throws what `execute` throws, after taking it back */
export async function toggleReaction(line: HTMLElement, sign: string): Promise<void> {
	const own = ownSigns(line);
	const isOn = !own.has(sign);
	const before = reactionsOf(line);
	const ownBefore = line.dataset['own'] ?? '';
	if (isOn) own.add(sign);
	else own.delete(sign);
	line.dataset['own'] = [...own].join(' ');
	showReactions(line, changed(before, sign, isOn ? 1 : -1));
	const input = { messageId: line.dataset['id'], sign };
	try {
		await execute(isOn ? 'chat.react' : 'chat.takeBackReaction', input, randomId());
	} catch (error) {
		line.dataset['own'] = ownBefore;
		showReactions(line, before);
		throw error;
	}
}

function changed(reactions: Reactions, sign: string, by: 1 | -1): Reactions {
	const known = reactions.some((one) => one.sign === sign);
	const all = known ? reactions : [...reactions, { sign, count: 0 }];
	return all
		.map((one) => (one.sign === sign ? { sign, count: one.count + by } : one))
		.filter(({ count }) => count > 0);
}

function reactionsOf(line: HTMLElement): Reactions {
	return [...line.querySelectorAll<HTMLElement>('[data-part="reactions"] [data-count]')].map((entry) => ({
		sign: signOf(entry) ?? '',
		count: Number(entry.dataset['count']),
	}));
}

function ownSigns(line: HTMLElement): Set<string> {
	return new Set((line.dataset['own'] ?? '').split(' ').filter((sign) => sign !== ''));
}

function entryOf(sign: string, count: number, isOwn: boolean): HTMLElement {
	const entry = document.createElement('li');
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'reaction';
	button.value = sign;
	button.dataset['count'] = String(count);
	button.ariaPressed = String(isOwn);
	button.append(iconOf(sign), ` ${count}`);
	entry.append(button);
	return entry;
}

function signOf(element: Element | null): string | undefined {
	return element?.closest<HTMLButtonElement>('button[value]')?.value;
}

/** The page brings the signs once; each is copied from there. */
function iconOf(sign: string): Node | string {
	const icon = document.querySelector(`[data-sign="${CSS.escape(sign)}"] svg`);
	return icon?.cloneNode(true) ?? sign;
}
