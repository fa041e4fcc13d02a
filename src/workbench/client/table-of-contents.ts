/** Marks the heading that is being read. */
class TableOfContents extends HTMLElement {
	connectedCallback(): void {
		const links = [...this.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
		const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
		const update = () => {
			const passed = headings.findLastIndex(
				(heading) => heading && heading.getBoundingClientRect().top < innerHeight / 3,
			);
			links.forEach((link, index) => {
				if (index === Math.max(passed, 0)) link.setAttribute('aria-current', 'true');
				else link.removeAttribute('aria-current');
			});
		};
		const observer = new IntersectionObserver(update, { rootMargin: '0px 0px -66%' });
		headings.forEach((heading) => heading && observer.observe(heading));
		update();
	}
}

customElements.define('table-of-contents', TableOfContents);
