import type { Heading } from './ui/types.ts';
import type { Translate } from '../l10n/translator.ts';

/**
 * Puts a link to itself behind each heading of rendered Markdown, outside of it, so that the heading's name stays
 * what was written. The renderer writes headings in this one way.
 */
export function withHeadingLinks(html: string, headings: readonly Heading[], t: Translate): string {
	if (headings.length === 0) return html;
	const titles = new Map(headings.map(({ id, title }) => [id, title]));
	return html.replace(/<(h[2-4]) id="(h-[a-z0-9-]+)">.*?<\/\1>/gs, (heading, _tag, id: string) => {
		const title = titles.get(id);
		if (title === undefined) return heading;
		const label = escapeAttribute(t('ui.headingLink', { title }));
		return `<div class="heading">${heading}<a class="heading-link" href="#${id}" aria-label="${label}">#</a></div>`;
	});
}

function escapeAttribute(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('"', '&quot;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
