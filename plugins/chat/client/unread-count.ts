import { pageAtRest } from 'verbund/client';
import { showCount } from 'verbund/client/count-badge';

const stored = 'verbund.chat.unread';
const keepFor = 60_000;
/** Milliseconds in which several messages are counted once. */
const together = 2000;
let counting = 0;

/** Puts the number of unread messages at the chat's area, once the page is there: pages are kept, and say nothing of it. */
async function showUnread(): Promise<void> {
	const area = document.querySelector('.rail a[href="/chat"]');
	if (!area || document.body.dataset['person'] === undefined) return;
	const isChat = location.pathname.startsWith('/chat');
	const count = (isChat ? null : known()) ?? (await pageAtRest().then(ask));
	const words = area.closest<HTMLElement>('.rail')?.dataset['badge'];
	showCount({ at: area, label: area.querySelector('span'), count: count ?? 0, look: 'rail-badge', words });
}

function known(): number | null {
	const { count, at = 0 }: { count?: number; at?: number } = JSON.parse(
		sessionStorage.getItem(stored) ?? '{}',
	);
	return count !== undefined && Date.now() - at < keepFor ? count : null;
}

async function ask(): Promise<number | null> {
	try {
		const response = await fetch('/chat/unread');
		if (!response.ok) return null;
		const { count }: { count: number } = await response.json();
		sessionStorage.setItem(stored, JSON.stringify({ count, at: Date.now() }));
		return count;
	} catch {
		return null;
	}
}

void showUnread();
// What is open was read; its number in the side bar is from before.
window.addEventListener('chat-read', () => {
	document.querySelector('.side a[aria-current] .count')?.remove();
	sessionStorage.removeItem(stored);
	clearTimeout(counting);
	counting = window.setTimeout(() => void showUnread(), together);
});
