import { actingOrganisation } from '../access/actor.ts';
import type { ReadItem } from '../content/item.ts';
import type { Visitor } from './visitor.ts';
import type { WhenLookUp, WhenValue } from './when.ts';

type WhenVisitor = Pick<Visitor, 'actor' | 'account' | 'settings' | 'language'>;

/** What is known of an item wherever it is named. */
export type WhenItem = Pick<ReadItem, 'id' | 'type' | 'language' | 'organisation' | 'tags'> &
	Partial<Pick<ReadItem, 'reach'>> & { readonly status?: 'published' | 'draft' };

/** The keys of `when` clauses: who asks, for which organisation, and the item that is shown, if one is. */
export function whenContext(visitor: WhenVisitor, item?: WhenItem): WhenLookUp {
	const keys = new Map<string, WhenValue>([...personKeys(visitor), ...(item ? itemKeys(visitor, item) : [])]);
	return (key) =>
		key.startsWith('config.') ? visitor.settings.get(key.slice('config.'.length)) : keys.get(key);
}

function personKeys({ actor, account, language }: WhenVisitor): [string, WhenValue][] {
	const acting = actingOrganisation(actor);
	const membership = account?.memberships.find(({ organisationId }) => organisationId === acting);
	return [
		['person.signedIn', actor.kind === 'person'],
		['person.networkAdmin', actor.kind === 'person' && actor.networkAdmin],
		['person.severalOrganisations', (account?.memberships.length ?? 0) > 1],
		['person.roles', membership?.roles ?? []],
		['person.language', language],
		['organisation.id', acting],
		['organisation.slug', membership?.slug ?? null],
	];
}

function itemKeys({ actor }: WhenVisitor, item: WhenItem): [string, WhenValue][] {
	return [
		['item.id', item.id],
		['item.type', item.type],
		['item.status', item.status ?? 'published'],
		['item.language', item.language],
		['item.organisation', item.organisation.slug],
		['item.own', item.organisation.id === actingOrganisation(actor)],
		['item.reach', item.reach ?? null],
		['item.tags', item.tags],
	];
}
