import { announce } from './announce.ts';

/** The links behind headings lead there, and here they are copied as well. */
export function copyHeadingLinks(): void {
	document.addEventListener('click', ({ target }) => {
		const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a.heading-link') : null;
		if (link && 'clipboard' in navigator) void copy(link);
	});
}

async function copy(link: HTMLAnchorElement): Promise<void> {
	const url = new URL(location.pathname, location.origin);
	const language = new URLSearchParams(location.search).get('language');
	if (language !== null) url.searchParams.set('language', language);
	url.hash = link.hash;
	try {
		await navigator.clipboard.writeText(url.href);
	} catch {
		return;
	}
	link.toggleAttribute('data-copied', true);
	setTimeout(() => link.toggleAttribute('data-copied', false), 2000);
	announce(link.closest<HTMLElement>('[data-link-copied]')?.dataset['linkCopied'] ?? '');
}
