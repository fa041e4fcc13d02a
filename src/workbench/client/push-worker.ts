/**
 * Shows that there is something new. What woke this device says nothing: the words are fetched from the hub, as whoever
 * is signed in here, at the moment they are shown.
 */

interface PushedEvent extends Event {
	waitUntil(work: Promise<unknown>): void;
}

interface ClickedEvent extends PushedEvent {
	readonly notification: Notification;
}

interface Window {
	readonly url: string;
	focus(): Promise<Window>;
	navigate(url: string): Promise<Window | null>;
}

declare const registration: ServiceWorkerRegistration;
declare const clients: {
	matchAll(options: { type: 'window' }): Promise<readonly Window[]>;
	openWindow(url: string): Promise<unknown>;
};

addEventListener('push', (event) => {
	if (isPushed(event)) event.waitUntil(showNewest());
});

addEventListener('notificationclick', (event) => {
	if (!isClicked(event)) return;
	event.notification.close();
	event.waitUntil(open(String(event.notification.data)));
});

async function showNewest(): Promise<void> {
	const { title, text, url } = await newest();
	// One for all, so that they do not pile up.
	await registration.showNotification(title, {
		body: text,
		tag: 'verbund',
		icon: '/icon-192.png',
		data: url,
	});
}

/** A browser that was woken has to show something, also without a network. */
async function newest(): Promise<{ title: string; text: string; url: string }> {
	try {
		const response = await fetch('/api/notifications/newest');
		if (response.ok) return await response.json();
	} catch {
		// No network.
	}
	return { title: 'Verbund', text: '', url: '/notifications' };
}

async function open(url: string): Promise<void> {
	const [first] = await clients.matchAll({ type: 'window' });
	if (!first) await clients.openWindow(url);
	else await (await first.focus()).navigate(url);
}

function isPushed(event: Event): event is PushedEvent {
	return 'waitUntil' in event;
}

function isClicked(event: Event): event is ClickedEvent {
	return isPushed(event) && 'notification' in event;
}

export {};
