import address from '../../styles/components/palette.css?url';

let loading: Promise<void> | undefined;

/** Resolves when the palette's style sheet is there, or cannot be had; a page that never opens the palette has none. */
export function loadStyles(): Promise<void> {
	return (loading ??= new Promise((resolve) => {
		const link = document.createElement('link');
		link.rel = 'stylesheet';
		link.addEventListener('load', () => resolve());
		link.addEventListener('error', () => resolve());
		link.href = address;
		document.head.append(link);
	}));
}
