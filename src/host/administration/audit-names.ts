import { sql } from 'kysely';
import type { AuditEntry } from '../../access/audit.ts';
import type { Actor } from '../../access/actor.ts';
import { visibleTo, workingVisibleTo } from '../../access/visible-to.ts';
import type { App } from '../../app.ts';
import { isSourceVariant } from '../../content/source-variant.ts';

/** What an id of the log stands for today, as far as the reader of the log may see it. */
export interface AuditName {
	/** Text, or a manifest's `%key%`. */
	readonly text: string;
	readonly url: string | null;
	/** Language of the text where it is content. */
	readonly language: string | null;
}

/** Names of the things that entries mention, by id. The log itself holds no names. */
export async function nameAuditObjects(
	{ access, accounts, database, host, settings }: App,
	actor: Actor,
	entries: readonly AuditEntry[],
	administered: readonly string[],
): Promise<ReadonlyMap<string, AuditName>> {
	const ids = (...kinds: readonly string[]) => [
		...new Set(
			entries.flatMap(({ objects }) =>
				kinds.flatMap((kind) =>
					[objects[kind] ?? []].flat().filter((value): value is string => typeof value === 'string'),
				),
			),
		),
	];
	const items = await database.query
		.selectFrom('items')
		.innerJoin('item_variants', isSourceVariant)
		.select([
			'items.id',
			'item_variants.title',
			'item_variants.language',
			sql<number>`case when ${visibleTo(actor, 'items.id')} then 1 else 0 end`.as('readable'),
		])
		.where('items.id', 'in', [...ids('item', 'items'), ''])
		.where((is) => is.or([visibleTo(actor, 'items.id'), workingVisibleTo(actor, 'items.id', 'withDeleted')]))
		.execute();
	const actors = entries.flatMap(({ actorKind, actorId }) =>
		actorKind === 'person' && actorId !== null ? [actorId] : [],
	);
	const people = await accounts.people.list(actor, {
		ids: [...actors, ...ids('person', 'heir')],
		limit: 1000,
	});
	const unknown = [...actors, ...ids('person')].filter((id) => !people.some((person) => person.id === id));
	const former = await accounts.people.erased([...new Set(unknown)]);
	const groups = await accounts.groups.list(administered);
	const organisations = await accounts.organisations.list();
	const plain = (text: string, url: string | null = null): AuditName => ({ text, url, language: null });
	return new Map<string, AuditName>([
		...items.map(({ id, title, language, readable }): [string, AuditName] => [
			id,
			{ text: title, language, url: Number(readable) === 1 ? `/i/${id}` : `/content/${id}/edit` },
		]),
		...people.map(({ id, name }): [string, AuditName] => [id, plain(name)]),
		...former.map((id): [string, AuditName] => [id, plain('%person.former%')]),
		...groups.map(({ id, name }): [string, AuditName] => [id, plain(name, `/admin/groups/${id}`)]),
		...organisations.map(({ id, name }): [string, AuditName] => [id, plain(name)]),
		...host.plugins.map(({ id, manifest }): [string, AuditName] => [id, plain(manifest.displayName)]),
		...access.declarations().map(({ id, title }): [string, AuditName] => [id, plain(title)]),
		...[...settings.declarations()].map(([key, { title }]): [string, AuditName] => [key, plain(title)]),
	]);
}
