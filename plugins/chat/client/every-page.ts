import { forgetWaiting, waitingPlaces } from './waiting.ts';

const { person } = document.body.dataset;

/** What was written without network is sent from wherever its writer is by now. */
async function sendWaiting(): Promise<void> {
	// These send by themselves, and show it.
	if (person === undefined || document.querySelector('chat-room, item-question')) return;
	const places = waitingPlaces(person);
	if (places.length === 0) return;
	const { SendQueue } = await import('./send-queue.ts');
	for (const place of places) void new SendQueue(person, place, { changed: () => undefined }).send();
}

void sendWaiting();
window.addEventListener('online', () => void sendWaiting());
document.addEventListener('submit', ({ target }) => {
	if (target instanceof HTMLFormElement && target.dataset['forget'] !== undefined) forgetWaiting();
});
