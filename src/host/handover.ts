import type { PluginHost } from './plugin-host.ts';
import { pluginSwitch } from './plugin-switch.ts';
import type { HandedOver, HandoverProvider, HandoverThing } from './plugin-context.ts';
import type { Settings } from './settings.ts';

/** What a person answers for of one kind, beside content. */
export interface HandoverKind {
	readonly id: string;
	/** Text or `%key%` of a manifest. */
	readonly title: string;
	/** What the successor should know; the same. */
	readonly description: string | null;
	readonly things: readonly HandoverThing[];
	readonly provider: HandoverProvider;
}

/** Of the plugins that are on in the organisation; kinds of which the person has nothing are left out. */
export async function handoverKinds(
	host: PluginHost,
	settings: Settings,
	of: HandedOver,
): Promise<readonly HandoverKind[]> {
	const values = await settings.read({ organisationId: of.organisationId, personId: null });
	const providers = await host.handover((pluginId) => values.get(pluginSwitch(pluginId)) !== false);
	const kinds = providers.map(async ({ id, title, description = null, provider }) => ({
		id,
		title,
		description,
		things: await provider.list(of),
		provider,
	}));
	return (await Promise.all(kinds)).filter(({ things }) => things.length > 0);
}
