import { announce } from 'verbund/client';
import type { KeptItem } from '../kept-item.ts';
import { contact, release, type Contact } from './contact.ts';
import { element } from './element.ts';
import { keptArticle } from './kept-article.ts';
import { sizeOf } from './kept-images.ts';
import { keptList } from './kept-list.ts';
import { createSay, writtenDate, writtenSize, writtenTime, type Say } from './kept-words.ts';
import { forgetAll, isExpired, ledgerOf, readLedger, type Ledger } from './ledger.ts';
import { store } from './store.ts';
import type { KeptText } from '../kept-texts.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * What is kept on this device. On its own page it is a list; as the shell it stands in for whatever page has no
 * network, and shows the item of that address.
 */
class KeptItems extends HTMLElement {
	readonly #say: Say = createSay(JSON.parse(this.dataset['texts'] ?? '{}'));
	readonly #isShell = this.dataset['shell'] !== undefined;
	readonly #empty = this.querySelector<HTMLTemplateElement>('template[data-empty]')?.content;
	/** How often it was shown: who began earlier and ends later shows nothing any more. */
	#turn = 0;

	connectedCallback(): void {
		addEventListener('online', () => void this.#check());
		addEventListener('offline', () => void this.#show());
		void this.#show().then(() => this.#check());
	}

	/** Whose device this is: on a page of the hub whoever is signed in, in the shell whoever kept something. */
	async #ledger(): Promise<{ readonly ledger: Ledger | null; readonly said?: KeptText }> {
		const ledger = readLedger();
		const person = this.#isShell && ledger && ledger !== 'damaged' ? ledger.person : this.dataset['person'];
		const own = person ? ledgerOf(person) : null;
		if (own || ledger === 'damaged' || !ledger) return { ledger: own };
		await forgetAll();
		return isExpired(ledger) ? { ledger: null, said: 'expired' } : { ledger: null };
	}

	async #check(): Promise<void> {
		const { ledger } = await this.#ledger();
		const person = ledger?.person ?? this.dataset['person'];
		if (!person || !readLedger()) return;
		const outcome = await contact(person);
		await this.#show(outcome === 'unreachable' ? undefined : outcome);
	}

	async #show(outcome?: Contact): Promise<void> {
		const turn = ++this.#turn;
		const { ledger, said } = await this.#ledger();
		const items = ledger ? await itemsOf(ledger) : [];
		const isLatest = () => turn === this.#turn;
		if (!isLatest()) return;
		if (ledger) Object.assign(document.documentElement.dataset, ledger.display);
		const item = this.#isShell ? itemAt(items) : undefined;
		const notices = [outcome === 'ended' ? this.#notice('ended') : null, said ? this.#notice(said) : null];
		if (item && ledger) this.#showItem(item, ledger, notices);
		else await this.#showList(items, ledger, notices, isLatest, outcome);
	}

	#showItem(item: KeptItem, ledger: Ledger, notices: readonly (Node | null)[]): void {
		const wished = new URLSearchParams(location.search).get('language');
		const variant = item.variants.find(({ language }) => language === wished) ?? item.variants[0];
		if (!variant) return;
		this.#title(variant.title, variant.language);
		this.#put(
			this.#notice('instead', { date: writtenTime(ledger.contactAt) }, this.#isOnline()),
			...notices,
			...keptArticle(item, variant, this.#say),
			element('p', {}, element('a', { href: '/offline' }, this.#say('all'))),
		);
		// Once more, now that what it names is there.
		if (location.hash !== '') location.replace(location.hash);
	}

	async #showList(
		items: readonly KeptItem[],
		ledger: Ledger | null,
		notices: readonly (Node | null)[],
		isLatest: () => boolean,
		outcome?: Contact,
	): Promise<void> {
		const wanted = location.pathname.startsWith('/offline')
			? null
			: this.#notice('notKept', {}, this.#isOnline());
		const away = wanted === null && this.#isShell ? this.#notice('offline', {}, this.#isOnline()) : null;
		const head = [wanted, away, ...notices];
		if (!ledger || items.length === 0) {
			this.#put(...head, this.#empty?.cloneNode(true) ?? null);
			return;
		}
		const rows = await Promise.all(items.map(async (item) => ({ item, size: await sizeOf(item) })));
		const text = this.querySelector('input')?.value ?? new URLSearchParams(location.search).get('q') ?? '';
		const list = await keptList(rows, this.#say, text, (item) => void this.#release(ledger, item));
		const size = rows.reduce((sum, row) => sum + row.size, 0);
		if (!isLatest()) return;
		this.#put(...head, ...list, this.#foot(ledger, items.length, size, outcome));
	}

	#foot({ contactAt, keepDays }: Ledger, count: number, size: number, outcome?: Contact): HTMLElement {
		const check = element(
			'button',
			{ id: 'kept-check', class: 'button', type: 'button' },
			this.#say('check'),
		);
		check.addEventListener('click', () => void this.#checkNow());
		const forget = element(
			'button',
			{ id: 'kept-forget', class: 'button', type: 'button' },
			this.#say('forget'),
		);
		forget.addEventListener('click', () => void forgetAll().then(() => this.#show()));
		return element(
			'div',
			{},
			element('p', { class: 'kept-facts' }, this.#say('size', { count, size: writtenSize(size) })),
			element(
				'p',
				{ class: 'kept-facts' },
				this.#say('checked', {
					date: writtenTime(contactAt),
					review: writtenDate(contactAt + keepDays * day),
				}),
			),
			element('p', { class: 'kept-facts', role: 'status' }, outcome === 'done' ? this.#say('upToDate') : ''),
			element('p', { class: 'kept-acts' }, check, forget),
		);
	}

	async #checkNow(): Promise<void> {
		const { ledger } = await this.#ledger();
		const outcome = ledger ? await contact(ledger.person) : 'ended';
		await this.#show(outcome);
		announce(this.#say(outcome === 'done' ? 'upToDate' : outcome));
	}

	async #release({ person }: Ledger, { id }: KeptItem): Promise<void> {
		await release(person, [id]);
		await this.#show();
		// The line and its button are gone.
		(
			this.querySelector<HTMLElement>('.feed-note button') ?? document.querySelector<HTMLElement>('main')
		)?.focus();
	}

	#notice(
		name: KeptText,
		values: Readonly<Record<string, string>> = {},
		action: Node | null = null,
	): HTMLElement {
		const text = element('div', { class: 'notice-text' }, element('p', {}, this.#say(name, values)), action);
		return element('div', { class: 'notice', 'data-kind': 'info', role: 'status' }, text);
	}

	/** There is network again, or the hub is away while there is: the page itself may be had. */
	#isOnline(): HTMLElement | null {
		if (!navigator.onLine) return null;
		return element('p', {}, element('a', { href: location.href.split('#')[0] }, this.#say('reload')));
	}

	#title(title: string, language: string): void {
		document.title = title;
		const heading = document.querySelector<HTMLElement>('main h1');
		if (!heading) return;
		heading.textContent = title;
		heading.lang = language;
	}

	/** What had the focus has it again, if it is still there. */
	#put(...nodes: readonly (Node | null)[]): void {
		const focused = this.contains(document.activeElement) ? document.activeElement?.id : undefined;
		this.replaceChildren(...nodes.filter((node) => node !== null));
		if (focused) document.getElementById(focused)?.focus();
	}
}

async function itemsOf({ person, ids }: Ledger): Promise<readonly KeptItem[]> {
	return (await store.of(person)).filter(({ id }) => ids.includes(id));
}

/** By its page, or by its lasting address as a QR code has it. */
function itemAt(items: readonly KeptItem[]): KeptItem | undefined {
	const path = decodeURI(location.pathname).replace(/\/$/, '');
	return items.find(({ id, url }) => url === path || path === `/i/${id}`);
}

customElements.define('kept-items', KeptItems);
