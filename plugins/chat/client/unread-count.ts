const stored = 'verbund.chat.unread';
const keepFor = 60_000;
const most = 100;

/** Puts the number of unread messages at the chat's area, once the page is there: pages are kept, and say nothing of it. */
async function showUnread(): Promise<void> {
	const area = document.querySelector('.rail a[href="/chat"]');
	if (!area || document.body.dataset['person'] === undefined) return;
	const isChat = location.pathname.startsWith('/chat');
	const count = (isChat ? null : known()) ?? (await ask());
	area.querySelector('.rail-badge')?.remove();
	if (count === null || count === 0) return;
	const badge = document.createElement('span');
	badge.className = 'rail-badge';
	badge.textContent = count >= most ? `${most - 1}+` : String(count);
	area.append(badge);
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
	void showUnread();
});

export {};
