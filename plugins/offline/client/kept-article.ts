import type { KeptEntry, KeptFact, KeptItem, KeptPart, KeptVariant } from '../kept-item.ts';
import { element } from './element.ts';
import { isOverdue, standOf, type Say } from './kept-words.ts';

/** An item as its page shows it, of what is kept. Its HTML was sanitised by the hub. */
export function keptArticle(item: KeptItem, variant: KeptVariant, say: Say): readonly (Node | null)[] {
	const { facts, parts, look, html, language, summary } = variant;
	return [
		summary === '' ? null : element('p', { class: 'page-lead', lang: language }, summary),
		element(
			'div',
			{ class: 'kept-facts' },
			element(
				'p',
				{},
				[item.type, item.organisation, ...(item.collection ? [item.collection] : [])].join(' · '),
			),
			item.responsible === null ? null : element('p', {}, say('responsible', { name: item.responsible })),
			element('p', {}, standOf(item, variant, say)),
		),
		isOverdue(item) ? element('p', { class: 'kept-facts', 'data-kind': 'warning' }, say('overdue')) : null,
		variant.outdated ? element('p', { class: 'kept-facts', 'data-kind': 'warning' }, say('outdated')) : null,
		languageLinks(item, variant, say),
		...(look === undefined
			? [
					facts.length > 0 ? element('dl', { lang: language }, ...facts.flatMap(factRow)) : null,
					...parts.map((part) => partSection(part, language)),
				]
			: [fromHub(element('div', { class: 'kept-look' }), look)]),
		html === '' ? null : fromHub(element('div', { class: 'prose', lang: language }), html),
	];
}

function languageLinks(
	{ url, variants }: KeptItem,
	{ language: current }: KeptVariant,
	say: Say,
): HTMLElement | null {
	if (variants.length < 2) return null;
	const tabs = variants.map(({ language, languageName }) => {
		const isCurrent = language === current ? 'page' : undefined;
		const href = `${url}?language=${language}`;
		return element('li', {}, element('a', { href, 'aria-current': isCurrent }, languageName));
	});
	return element('nav', { 'aria-label': say('languages') }, element('ul', { class: 'tabs' }, ...tabs));
}

function partSection({ title, html, entries }: KeptPart, language: string): HTMLElement {
	const section = element('section', { class: 'kept-part' }, element('h2', {}, title));
	if (html !== '') section.append(fromHub(element('div', { class: 'prose', lang: language }), html));
	if (entries.length > 0)
		section.append(
			entries.every(({ url }) => url !== null)
				? element('ul', { lang: language }, ...entries.map(linkLine))
				: element('ol', { class: 'steps', role: 'list', lang: language }, ...entries.map(step)),
		);
	return section;
}

function linkLine({ title, url }: KeptEntry): HTMLElement {
	return element('li', {}, element('a', { href: safeUrl(url), rel: 'noopener' }, title));
}

function step({ id, title, html, url, facts }: KeptEntry, index: number): HTMLElement {
	return element(
		'li',
		{ class: 'step', id },
		element('span', { class: 'step-number', 'aria-hidden': 'true' }, String(index + 1)),
		element(
			'div',
			{ class: 'step-body' },
			element(
				'p',
				{ class: 'step-title' },
				url === null ? title : element('a', { href: safeUrl(url) }, title),
			),
			html === '' ? null : fromHub(element('div', { class: 'step-text' }), html),
			facts.length > 0
				? element(
						'ul',
						{ class: 'step-facts', role: 'list' },
						...facts.map(({ title: name, text }) => element('li', {}, `${name}: ${text}`)),
					)
				: null,
		),
	);
}

function factRow({ title, text }: KeptFact): HTMLElement[] {
	return [element('dt', {}, title), element('dd', {}, text)];
}

/** The hub has checked it too; what lies on a device may have been changed there. */
function safeUrl(url: string | null): string | undefined {
	return url !== null && /^(?:https?:|mailto:|tel:|\/(?!\/))/.test(url) ? url : undefined;
}

function fromHub<Target extends HTMLElement>(target: Target, html: string): Target {
	target.innerHTML = html;
	return target;
}
