import { announce } from '../announce.ts';
import { focusOn } from '../focus.ts';
import styles from '../../styles/components/panel.css?url';

let close: (() => void) | undefined;

/** Opens what the link leads to beside the page, or closes it; the focus goes in, and back to where it was. */
export async function togglePanel(link: HTMLAnchorElement): Promise<void> {
	if (close) {
		close();
		return;
	}
	const before = document.activeElement;
	const panel = document.createElement('aside');
	panel.className = 'panel';
	panel.ariaLabel = link.title;
	panel.tabIndex = -1;
	panel.ariaBusy = 'true';
	const listening = new AbortController();
	close = () => {
		close = undefined;
		listening.abort();
		panel.remove();
		link.ariaExpanded = 'false';
		(before instanceof HTMLElement && before !== document.body && before.isConnected ? before : link).focus();
	};
	const dispose = close;
	panel.append(closeButton(link.dataset['close'] ?? '', dispose));
	panel.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape' || event.defaultPrevented) return;
		event.preventDefault();
		dispose();
	});
	await addStyles(styles);
	document.querySelector('.workbench')?.insertAdjacentElement('afterend', panel);
	link.ariaExpanded = 'true';
	focusOn(panel);
	try {
		const fragment = await load(link.href, listening.signal);
		await Promise.all(
			[...fragment.querySelectorAll('link[rel=stylesheet]')].map((sheet) => addStyles(hrefOf(sheet))),
		);
		if (listening.signal.aborted) return;
		panel.append(...fragment.body.children);
		runScripts(panel);
		panel.querySelector<HTMLElement>('textarea, [data-focus]')?.focus();
	} catch {
		if (listening.signal.aborted) return;
		const failed = document.createElement('p');
		failed.textContent = link.dataset['failed'] ?? '';
		panel.append(failed);
		announce(failed.textContent);
	} finally {
		panel.ariaBusy = null;
	}
}

async function load(address: string, signal: AbortSignal): Promise<Document> {
	const url = new URL(address);
	url.searchParams.set('beside', '');
	const response = await fetch(url, { signal });
	if (!response.ok || response.redirected) throw new Error(`${url.pathname}: ${response.status}`);
	return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** Resolves when a style sheet is there, or cannot be had. */
function addStyles(address: string): Promise<void> {
	const { href } = new URL(address, location.origin);
	const known = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
	if (known.some((sheet) => sheet.href === href)) return Promise.resolve();
	return new Promise((resolve) => {
		const link = document.createElement('link');
		link.rel = 'stylesheet';
		link.addEventListener('load', () => resolve());
		link.addEventListener('error', () => resolve());
		link.href = href;
		document.head.append(link);
	});
}

function hrefOf(sheet: Element): string {
	return sheet.getAttribute('href') ?? '';
}

/** Scripts that were parsed with a text do not run; their modules do once they are put in anew. */
function runScripts(panel: HTMLElement): void {
	for (const parsed of panel.querySelectorAll('script[src]')) {
		const script = document.createElement('script');
		script.type = 'module';
		script.src = parsed.getAttribute('src') ?? '';
		parsed.replaceWith(script);
	}
}

function closeButton(title: string, onClick: () => void): HTMLButtonElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'button panel-close';
	button.dataset['kind'] = 'quiet';
	button.dataset['size'] = 'small';
	button.textContent = title;
	button.addEventListener('click', onClick);
	return button;
}
