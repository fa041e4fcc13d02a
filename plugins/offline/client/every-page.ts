import './keep-item.ts';
import { forgetAll, ledgerOf, readLedger } from './ledger.ts';

const contactEvery = 15 * 60 * 1000;

document.addEventListener('submit', ({ target }) => {
	if (target instanceof HTMLFormElement && target.dataset['forget'] !== undefined) void forgetAll();
});

// After all that the page itself needs.
if (document.readyState === 'complete') soon();
else addEventListener('load', soon);

function soon(): void {
	setTimeout(() => void tidy(), 500);
}

/** Whoever is not the one it was kept for finds nothing; what is theirs is compared with the hub now and then. */
async function tidy(): Promise<void> {
	const { person, off = '' } = document.body.dataset;
	// The shell is nobody's, and it looks after what is kept itself.
	if (document.querySelector('kept-items[data-shell]')) return;
	const isOff = off.split(' ').includes('offline');
	if (!person || isOff) return forgetAll();
	await register();
	const ledger = readLedger();
	const own = ledgerOf(person);
	if (ledger && ledger !== 'damaged' && !own) return forgetAll();
	if (!ledger || (own && Date.now() - own.contactAt < contactEvery)) return;
	const { contact } = await import('./contact.ts');
	await contact(person);
}

async function register(): Promise<void> {
	if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
	await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
