import { sql, type Kysely, type PluginStorage } from 'verbund';
import type { DocumentTables } from '../tables.ts';
import type { LinkRecord, LinkState } from './link-state.ts';

export interface Target extends LinkRecord {
	readonly url: string;
	readonly checkedAt: number | null;
}

/** Where a published text leads. */
export interface LinkUse {
	/** Outside of the hub, or the path of a file of a source. */
	readonly url: string;
	readonly itemId: string;
	readonly language: string;
}

/** Addresses outside of the hub: who leads there, and how they stand. */
export interface Targets {
	/** Replaces what is known of the uses of these items. */
	storeUses(itemIds: readonly string[], uses: readonly LinkUse[]): Promise<void>;
	/** Forgets uses of items that are not among those of the last round, and addresses that nobody leads to. */
	forgetUnused(itemIds: ReadonlySet<string>): Promise<void>;
	/** Not looked at since `time`. */
	due(time: number): Promise<readonly Target[]>;
	/** Answers the items that lead where something is no longer as it was. */
	store(targets: readonly Target[]): Promise<readonly string[]>;
	/** Those that a variant leads to. */
	ofText(itemId: string, language: string): Promise<readonly Target[]>;
	/** By the items that lead there, where there is one. */
	ofItems(itemIds: readonly string[]): Promise<ReadonlyMap<string, Target>>;
	counts(): Promise<{ readonly byState: ReadonlyMap<LinkState, number>; readonly lastAt: number | null }>;
}

const rowsAtOnce = 100;

export function createTargets(storage: PluginStorage): Targets {
	const query = () => storage.query<DocumentTables>();
	const write = <Result>(work: (transaction: Kysely<DocumentTables>) => Promise<Result>) =>
		storage.transaction<DocumentTables, Result>(work);

	return {
		async storeUses(itemIds, uses) {
			const known = await query()
				.selectFrom('documents_uses')
				.selectAll()
				.where('item_id', 'in', [...itemIds, ''])
				.execute();
			const keyOf = (use: LinkUse) => JSON.stringify([use.itemId, use.language, use.url]);
			const before = known.map(({ item_id: itemId, ...use }) => ({ ...use, itemId }));
			// What readers see was not changed by looking.
			if (sameSet(before.map(keyOf), uses.map(keyOf))) return;
			await write(async (transaction) => {
				await transaction
					.deleteFrom('documents_uses')
					.where('item_id', 'in', [...itemIds, ''])
					.execute();
				for (const { itemId, ...use } of uses) {
					await transaction
						.insertInto('documents_uses')
						.values({ ...use, item_id: itemId })
						.execute();
					// Files of sources are looked at when their source is read.
					if (use.url.startsWith('/')) continue;
					await transaction
						.insertInto('documents_targets')
						.values({ url: use.url, state: 'unchecked', reason: '' })
						.onConflict((conflict) => conflict.doNothing())
						.execute();
				}
			});
		},
		async forgetUnused(itemIds) {
			const users = await query().selectFrom('documents_uses').select('item_id').distinct().execute();
			const gone = users.flatMap(({ item_id: id }) => (itemIds.has(id) ? [] : [id]));
			const unused = sql<boolean>`url not in (select url from documents_uses)`;
			for (let from = 0; from < gone.length; from += rowsAtOnce) {
				const some = gone.slice(from, from + rowsAtOnce);
				await write((transaction) =>
					transaction.deleteFrom('documents_uses').where('item_id', 'in', some).execute(),
				);
			}
			const orphan = await query()
				.selectFrom('documents_targets')
				.select('url')
				.where(unused)
				.limit(1)
				.executeTakeFirst();
			if (orphan)
				await write((transaction) => transaction.deleteFrom('documents_targets').where(unused).execute());
		},
		async due(time) {
			const rows = await query()
				.selectFrom('documents_targets')
				.selectAll()
				.where((is) => is.or([is('checked_at', 'is', null), is('checked_at', '<=', time)]))
				.orderBy('url')
				.execute();
			return rows.map(toTarget);
		},
		async store(targets) {
			if (targets.length === 0) return [];
			const before = await query()
				.selectFrom('documents_targets')
				.select(['url', 'state', 'moved_to'])
				.where(
					'url',
					'in',
					targets.map(({ url }) => url),
				)
				.execute();
			const changed = targets.filter(({ url, state, movedTo }) => {
				const known = before.find((row) => row.url === url);
				return known?.state !== state || known.moved_to !== movedTo;
			});
			await write(async (transaction) => {
				for (const target of targets) {
					await transaction
						.updateTable('documents_targets')
						.set({
							state: target.state,
							checked_at: target.checkedAt,
							worked_at: target.workedAt,
							failed_at: target.failedAt,
							reason: target.reason,
							moved_to: target.movedTo,
						})
						.where('url', '=', target.url)
						.execute();
				}
			});
			const users = await query()
				.selectFrom('documents_uses')
				.select('item_id')
				.distinct()
				.where('url', 'in', [...changed.map(({ url }) => url), ''])
				.execute();
			return users.map((row) => row.item_id);
		},
		async ofText(itemId, language) {
			const rows = await query()
				.selectFrom('documents_targets')
				.innerJoin('documents_uses', 'documents_uses.url', 'documents_targets.url')
				.selectAll('documents_targets')
				.where('item_id', '=', itemId)
				.where('language', '=', language)
				.orderBy('documents_targets.url')
				.execute();
			return rows.map(toTarget);
		},
		async ofItems(itemIds) {
			const rows = await query()
				.selectFrom('documents_targets')
				.innerJoin('documents_uses', 'documents_uses.url', 'documents_targets.url')
				.selectAll('documents_targets')
				.select('item_id')
				.where('item_id', 'in', [...itemIds, ''])
				.execute();
			return new Map(rows.map((row) => [row.item_id, toTarget(row)]));
		},
		async counts() {
			const rows = await query()
				.selectFrom('documents_targets')
				.select([
					'state',
					({ fn }) => fn.countAll<number>().as('count'),
					({ fn }) => fn.max('checked_at').as('last'),
				])
				.groupBy('state')
				.execute();
			const last = Math.max(0, ...rows.map((row) => Number(row.last ?? 0)));
			return {
				byState: new Map(rows.map(({ state, count }) => [state, Number(count)])),
				lastAt: last === 0 ? null : last,
			};
		},
	};
}

/** Ids of the items that lead to an address, as a query in parentheses. */
export function leadingTo(url: string) {
	return sql`(select item_id from documents_uses where url = ${url})`;
}

function toTarget(row: DocumentTables['documents_targets']): Target {
	return {
		url: row.url,
		state: row.state,
		checkedAt: row.checked_at,
		workedAt: row.worked_at,
		failedAt: row.failed_at,
		reason: row.reason,
		movedTo: row.moved_to,
	};
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
	const all = new Set(one);
	return new Set(other).size === all.size && other.every((key) => all.has(key));
}
