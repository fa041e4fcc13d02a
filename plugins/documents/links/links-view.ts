import type { Actor, Formatters, ListedItem, PluginContext, ReadItem, Translate } from 'verbund';
import type { Target, Targets } from '../link-check/targets.ts';
import { toDocumentLink, type DocumentLink } from './document-link.ts';
import type { System, Systems } from './systems.ts';

/** What pages ask about links. */
export interface LinksView {
	open(item: ReadItem): Promise<{ readonly link: DocumentLink; readonly target: Target | null }>;
	/** How each of a list stands, in a few words. */
	facts(items: readonly ListedItem[], words: Words): Promise<ReadonlyMap<string, string>>;
	/** Systems of an organisation, for those who write for it. @throws VerbundError `access.denied` */
	choices(actor: Actor, organisationId: string): Promise<readonly System[]>;
	/** Own ones and those of the network, for those who set up the own ones. @throws VerbundError `access.denied` */
	systems(actor: Actor, organisationId: string): Promise<readonly System[]>;
	/** For those who administer the network. @throws VerbundError `access.denied` */
	networkSystems(actor: Actor): Promise<readonly System[]>;
}

interface Words {
	readonly t: Translate;
	readonly format: Formatters;
}

export function createLinksView(
	{ access }: PluginContext,
	{ systems, targets }: { readonly systems: Systems; readonly targets: Targets },
): LinksView {
	return {
		async open({ id, organisation, fields }) {
			const known = await systems.ofOrganisation(organisation.id);
			const link = toDocumentLink({ organisationId: organisation.id, fields }, known);
			return { link, target: (await targets.ofItems([id])).get(id) ?? null };
		},
		async facts(items, words) {
			const found = await targets.ofItems(items.map(({ id }) => id));
			return new Map(
				items.flatMap(({ id }) => {
					const target = found.get(id);
					const text = target ? standing(target, words) : null;
					return text === null ? [] : [[id, text] as const];
				}),
			);
		},
		choices(actor, organisationId) {
			access.require(actor, 'content.write', { organisationId });
			return systems.ofOrganisation(organisationId);
		},
		systems(actor, organisationId) {
			access.require(actor, 'documents.manageSystems', { organisationId });
			return systems.ofOrganisation(organisationId);
		},
		networkSystems(actor) {
			access.require(actor, 'network.manage');
			return systems.ofNetwork();
		},
	};
}

/** Null where nothing is known yet. */
export function standing({ state, workedAt, failedAt }: Target, { t, format }: Words): string | null {
	if (state === 'dead') return t('documents.link.dead', { date: format.fullDate(failedAt ?? 0) });
	return workedAt === null ? null : t('documents.link.worked', { date: format.fullDate(workedAt) });
}
