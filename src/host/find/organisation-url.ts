import type { App } from '../../app.ts';
import type { Visitor } from '../visitor.ts';

/** The page that a plugin shows organisations on, else what is found of it. */
export function organisationUrl(
	{ host }: App,
	{ disabledPlugins }: Visitor,
	{ slug, name }: { readonly slug: string; readonly name: string },
): string {
	const page = host.plugins
		.filter(({ id }) => !disabledPlugins.includes(id))
		.flatMap(({ manifest }) => manifest.contributes.pages)
		.find(({ shows }) => shows === 'organisation');
	if (page) return page.route.replace('[organisation]', encodeURIComponent(slug));
	return `/search?${new URLSearchParams({ q: name, organisation: slug }).toString()}`;
}
