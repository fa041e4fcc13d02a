import type { App } from '../app.ts';
import type { ContentType } from '../content/content-types.ts';
import { maySomewhere } from './palette/palette-menu.ts';
import type { Visitor } from './visitor.ts';

/** Where something new of a content type begins. */
export interface NewItem {
	readonly type: ContentType;
	readonly title: string;
	readonly url: string;
}

/** What the reader can begin to write, in the order of the rail. */
export function newItemsFor(app: App, { actor, reader, language }: Visitor): readonly NewItem[] {
	const { access, content, translator } = app;
	const types = maySomewhere(access, actor, 'content.write')
		? content.types.all().filter(({ id }) => reader.types.includes(id))
		: [];
	const label = (text: string) => translator.resolve(language, text);
	return inOrderOfRail(app, types).map((type) => ({
		type,
		title: type.create
			? label(type.create.title)
			: translator.for(language)('item.new', { type: label(type.title) }),
		url: type.create?.route ?? `/content/new?type=${type.id}`,
	}));
}

function inOrderOfRail({ host }: App, types: readonly ContentType[]): readonly ContentType[] {
	const areas = host.plugins.flatMap(({ manifest }) => manifest.contributes.viewsContainers.activitybar);
	const placeOf = ({ route }: ContentType) =>
		areas.find(({ route: area, also = [] }) =>
			[area, ...also].some((path) => route === path || route.startsWith(`${path}/`)),
		)?.order ?? Number.MAX_SAFE_INTEGER;
	return types.toSorted((one, other) => placeOf(one) - placeOf(other));
}
