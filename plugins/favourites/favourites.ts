import {
	notFound,
	sql,
	VerbundError,
	type Kysely,
	type ListedItem,
	type PersonalDataHandler,
	type PluginContext,
	type Reader,
} from 'verbund';
import type { FavouritesTables } from './favourites-table.ts';

/** What a person has marked, in the person's own order. Nobody else sees it. */
export interface Favourites {
	/** As far as the reader may read it today; the rest stays marked, and unseen. One query. */
	list(reader: Reader, limit?: number): Promise<readonly ListedItem[]>;
	has(reader: Reader, itemId: string): Promise<boolean>;
	/** At the end; what is there already stays in its place. @throws VerbundError `request.notFound` */
	add(reader: Reader, itemId: string): Promise<void>;
	remove(reader: Reader, itemId: string): Promise<void>;
	/** Puts one before another. @throws VerbundError `request.notFound` unless both are marked */
	move(reader: Reader, itemId: string, before: string): Promise<void>;
	readonly personalData: PersonalDataHandler;
}

const mostFavourites = 200;

export function createFavourites({
	content,
	storage,
}: Pick<PluginContext, 'content' | 'storage'>): Favourites {
	const query = () => storage.query<FavouritesTables>();
	const write = <Result>(work: (transaction: Kysely<FavouritesTables>) => Promise<Result>) =>
		storage.transaction<FavouritesTables, Result>(work);

	return {
		async list(reader, limit = mostFavourites) {
			const { actor } = reader;
			if (actor.kind !== 'person') return [];
			const own = sql`favourites_items where favourites_items.person_id = ${actor.personId}`;
			return content.list(reader, {
				among: sql`(select favourites_items.item_id from ${own})`,
				order: sql`(select favourites_items.position from ${own} and favourites_items.item_id = items.id)`,
				limit,
			});
		},
		async has({ actor }, itemId) {
			if (actor.kind !== 'person') return false;
			const row = await query()
				.selectFrom('favourites_items')
				.select('item_id')
				.where('person_id', '=', actor.personId)
				.where('item_id', '=', itemId)
				.executeTakeFirst();
			return row !== undefined;
		},
		async add(reader, itemId) {
			const personId = personOf(reader);
			const [item] = await content.list(reader, { among: sql`(select ${itemId})`, order: 'title', limit: 1 });
			if (!item) throw notFound();
			await write(async (transaction) => {
				const marked = await ofPerson(transaction, personId);
				if (marked.some(({ item_id }) => item_id === itemId)) return;
				if (marked.length >= mostFavourites) throw full();
				const position = (marked.at(-1)?.position ?? 0) + 1;
				await transaction
					.insertInto('favourites_items')
					.values({ person_id: personId, item_id: itemId, position })
					.execute();
			});
		},
		async remove(reader, itemId) {
			const personId = personOf(reader);
			await write((transaction) =>
				transaction
					.deleteFrom('favourites_items')
					.where('person_id', '=', personId)
					.where('item_id', '=', itemId)
					.execute(),
			);
		},
		async move(reader, itemId, before) {
			const personId = personOf(reader);
			await write(async (transaction) => {
				const marked = await ofPerson(transaction, personId);
				const ids = marked.map(({ item_id }) => item_id);
				if (!ids.includes(itemId) || !ids.includes(before)) throw notFound();
				const others = ids.filter((id) => id !== itemId);
				const ordered = itemId === before ? ids : others.toSpliced(others.indexOf(before), 0, itemId);
				for (const [index, id] of ordered.entries()) {
					if (marked.some(({ item_id, position }) => item_id === id && position === index + 1)) continue;
					await transaction
						.updateTable('favourites_items')
						.set({ position: index + 1 })
						.where('person_id', '=', personId)
						.where('item_id', '=', id)
						.execute();
				}
			});
		},
		personalData: {
			export: async (personId) =>
				(await ofPerson(query(), personId)).map(({ item_id }) => ({ item: item_id })),
			async erase(personId) {
				await write((transaction) =>
					transaction.deleteFrom('favourites_items').where('person_id', '=', personId).execute(),
				);
			},
		},
	};
}

function ofPerson(query: Kysely<FavouritesTables>, personId: string) {
	return query
		.selectFrom('favourites_items')
		.select(['item_id', 'position'])
		.where('person_id', '=', personId)
		.orderBy('position')
		.execute();
}

function personOf({ actor }: Reader): string {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor.personId;
}

function full(): VerbundError {
	return new VerbundError('command.inputInvalid', {
		fields: [{ path: 'itemId', message: 'favourites.full', values: { most: mostFavourites } }],
	});
}
