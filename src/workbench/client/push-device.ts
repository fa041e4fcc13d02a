/** Has the hub wake this device: asks the person, subscribes with the browser's push service, and tells the hub. */
class PushDevice extends HTMLElement {
	connectedCallback(): void {
		if (!('serviceWorker' in navigator) || !('PushManager' in window)) return;
		this.hidden = false;
		this.querySelector('button')?.addEventListener('click', () => void this.add());
	}

	private async add(): Promise<void> {
		if ((await Notification.requestPermission()) !== 'granted') {
			this.say('refused');
			return;
		}
		try {
			await navigator.serviceWorker.register('/service-worker.js');
			const registration = await navigator.serviceWorker.ready;
			const subscription = await subscribe(registration.pushManager, this.dataset['key'] ?? '');
			const response = await fetch('/api/commands/notifications.addDevice', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ endpoint: subscription.endpoint }),
			});
			if (response.ok) location.reload();
			else this.say('failed');
		} catch {
			this.say('failed');
		}
	}

	private say(what: 'refused' | 'failed'): void {
		const status = this.querySelector('[role="status"]');
		if (status) status.textContent = this.dataset[what] ?? '';
	}
}

/** One that was made with another key, before the hub moved, is of no use any more. */
async function subscribe(manager: PushManager, applicationServerKey: string): Promise<PushSubscription> {
	await (await manager.getSubscription())?.unsubscribe();
	return manager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

customElements.define('push-device', PushDevice);

export {};
