import type { QuickAccessThing } from '../../host/plugin-context.ts';
import type { DeclaredQuickAccess } from '../../host/plugin-providers.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** What `#` finds beside tags, by its kind. */
export interface ThingsAnswer {
	readonly groups: readonly {
		readonly title: string;
		readonly icon: string;
		readonly things: readonly QuickAccessThing[];
	}[];
}

const most = 20;
const longest = 100;

/** `GET /api/palette/things?q=`: things of plugins that the caller may know of, by a part of their names. */
export async function paletteThings({ app, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const text = url.searchParams.get('q')?.trim().slice(0, longest) ?? '';
	const kinds = await app.host.quickAccess(visitor.disabledPlugins);
	const groups = await Promise.all(
		kinds
			.filter(({ permission }) => app.access.can(visitor.actor, permission))
			.map(async (kind) => ({
				title: app.translator.resolve(visitor.language, kind.title),
				icon: kind.icon,
				things: (await find(kind)).slice(0, most),
			})),
	);
	const body: ThingsAnswer = { groups: groups.filter(({ things }) => things.length > 0) };
	return { body };

	/** Nothing from a plugin that fails. */
	async function find({ provider, noteFailure }: DeclaredQuickAccess): Promise<readonly QuickAccessThing[]> {
		try {
			return await provider.find(visitor.reader, text);
		} catch (error) {
			noteFailure(error);
			return [];
		}
	}
}
