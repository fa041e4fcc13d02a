import type { Organisation } from '../accounts/organisations.ts';

/** `/organisations.css`: the colours of the organisations as classes, since pages carry no inline styles. */
export function organisationStyles(organisations: readonly Organisation[]): string {
	return organisations
		.filter(({ slug, colour }) => /^[a-z0-9-]+$/.test(slug) && /^#[0-9a-f]{6}$/i.test(colour))
		.map(({ slug, colour }) => `.org-${slug}{--organisation:${colour};--on-organisation:#fff}`)
		.join('\n');
}
