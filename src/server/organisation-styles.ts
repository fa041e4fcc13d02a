import type { Organisation } from '../accounts/organisations.ts';

/** `/organisations.css`: the colours and signs of the organisations as classes, since pages carry no inline styles. */
export function organisationStyles(organisations: readonly Organisation[]): string {
	return organisations
		.filter(({ slug, colour }) => /^[a-z0-9-]+$/.test(slug) && /^#[0-9a-f]{6}$/i.test(colour))
		.flatMap(({ slug, colour, logo }) => [
			`.org-${slug}{--organisation:${colour};--on-organisation:#fff}`,
			...(logo === null ? [] : logoStyles(slug, logo)),
		])
		.join('\n');
}

/** Strangers are not asked about in the database: they see a change a few minutes later. */
export function organisationStylesUrl(version: number | undefined): string {
	return version === undefined ? '/organisations.css' : `/organisations.css?v=${version}`;
}

/** Wider than this, an image would be too small to see in the place of the initials. */
const squarish = 1.5;

/**
 * The image stands beside the name of the network and on paper, and in place of the initials where it is about as wide
 * as high; always on white, as it was drawn. The class stands twice in a selector so that it outweighs what paper does
 * with the colours.
 */
function logoStyles(
	slug: string,
	{ url, width, height }: NonNullable<Organisation['logo']>,
): readonly string[] {
	const image = `background:#fff url("${url}") center/contain no-repeat content-box`;
	const ratio = `aspect-ratio:${width}/${height}`;
	const mark = `.organisation-mark.org-${slug}.org-${slug}`;
	const shown = `${mark}{${image};color:transparent`;
	const isSquarish = Math.max(width / height, height / width) <= squarish;
	return [
		...(isSquarish ? [`${shown}}`] : []),
		`@media print{${shown};inline-size:auto;block-size:1.1cm;${ratio};border:0}}`,
		`.brand-logo.org-${slug}{--logo-display:block;${ratio};${image}}`,
	];
}
