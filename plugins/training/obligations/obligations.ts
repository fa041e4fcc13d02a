import { createId, notFound, readersOf, sql, visibleItems, type Actor, type PluginContext } from 'verbund';
import { validUntil } from '../certificates/validity.ts';
import { membersOf } from '../taking/principals.ts';
import type { TrainingTables } from '../tables.ts';

export interface Obligation {
	readonly id: string;
	readonly courseId: string;
	readonly courseTitle: string;
	readonly courseUrl: string;
	readonly language: string;
	readonly principal: string;
	readonly principalName: string;
	readonly everyMonths: number | null;
	readonly withinDays: number;
	readonly createdAt: number;
}

/** `open`: never done, and there is time; `soon`: it ends within two months. */
export type Duty = 'done' | 'soon' | 'open' | 'overdue' | 'none';

export interface DutyCell {
	readonly duty: Duty;
	/** When it was done last, or by when it is to be done. */
	readonly at: number | null;
}

export interface Matrix {
	readonly obligations: readonly Obligation[];
	readonly people: readonly {
		readonly id: string;
		readonly name: string;
		readonly cells: readonly DutyCell[];
	}[];
	readonly overdue: number;
	readonly hasMore: boolean;
}

/** What everybody, or everybody of a kind, has to learn again and again. */
export interface Obligations {
	list(actor: Actor, organisationId: string): Promise<readonly Obligation[]>;
	/** People of the organisation with what each has to do; two queries. */
	matrix(
		actor: Actor,
		organisationId: string,
		filter: { readonly onlyOverdue: boolean; readonly limit: number; readonly offset: number },
	): Promise<Matrix>;
	add(obligation: Omit<TrainingTables['training_obligations'], 'id' | 'created_at'>): Promise<string>;
	remove(organisationId: string, obligationId: string): Promise<void>;
}

interface MeantRow {
	readonly obligation_id: string;
	readonly person_id: string;
	readonly name: string;
	readonly joined_at: number | null;
	readonly completed_at: number | null;
}

const day = 86_400_000;
const soonDays = 60;

export function createObligations({ storage }: Pick<PluginContext, 'storage'>): Obligations {
	const obligations: Obligations = {
		async list(actor, organisationId) {
			const { rows } = await sql<
				TrainingTables['training_obligations'] & {
					title: string;
					url: string;
					language: string;
					name: string | null;
				}
			>`
				select obligations.*, variant.title, variant.language, '/courses/' || owners.slug || '/' || items.slug as url,
					coalesce(groups.name, meant.name) as name
				from training_obligations obligations
				join items on items.id = obligations.course_id
				join organisations owners on owners.id = items.organisation_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				left join groups on obligations.principal = 'group:' || groups.id
				left join organisations meant on meant.id = obligations.organisation_id
				where obligations.organisation_id = ${organisationId} and items.id in ${visibleItems(actor)}
				order by variant.title, obligations.created_at limit 30`.execute(storage.query());
			return rows.map((row) => ({
				id: row.id,
				courseId: row.course_id,
				courseTitle: row.title,
				courseUrl: row.url,
				language: row.language,
				principal: row.principal,
				principalName: row.name ?? '',
				everyMonths: row.every_months,
				withinDays: row.within_days,
				createdAt: row.created_at,
			}));
		},
		async matrix(actor, organisationId, { onlyOverdue, limit, offset }) {
			const found = await obligations.list(actor, organisationId);
			if (found.length === 0) return { obligations: found, people: [], overdue: 0, hasMore: false };
			const { rows } = await sql<MeantRow>`${sql.join(
				found.map(
					(one) => sql`select ${one.id} as obligation_id, people.id as person_id, people.name,
						belonging.created_at as joined_at, (select max(completion.completed_at) from training_completions completion
							where completion.course_id = ${one.courseId} and completion.person_id = people.id) as completed_at
						from memberships belonging join people on people.id = belonging.person_id and people.disabled_at is null
						where belonging.organisation_id = ${organisationId}
							and people.id in (select meant.person_id from ${membersOf(one.principal)} as meant)
							and ${readersOf(one.courseId, sql`people.id`)}`,
				),
				sql` union all `,
			)} order by name, person_id`.execute(storage.query());
			const people = new Map<string, { id: string; name: string; cells: DutyCell[] }>();
			for (const row of rows) {
				const index = found.findIndex(({ id }) => id === row.obligation_id);
				const obligation = found[index];
				if (!obligation) continue;
				const person = people.get(row.person_id) ?? {
					id: row.person_id,
					name: row.name,
					cells: found.map((): DutyCell => ({ duty: 'none', at: null })),
				};
				person.cells[index] = dutyOf(obligation, row);
				people.set(row.person_id, person);
			}
			const isOverdue = ({ cells }: { cells: readonly DutyCell[] }) =>
				cells.some(({ duty }) => duty === 'overdue');
			const all = [...people.values()];
			const shown = onlyOverdue ? all.filter(isOverdue) : all;
			return {
				obligations: found,
				people: shown.slice(offset, offset + limit),
				overdue: all.filter(isOverdue).length,
				hasMore: shown.length > offset + limit,
			};
		},
		async add(obligation) {
			const id = createId();
			await storage.transaction<TrainingTables, unknown>((transaction) =>
				transaction
					.insertInto('training_obligations')
					.values({ ...obligation, id, created_at: Date.now() })
					.execute(),
			);
			return id;
		},
		async remove(organisationId, obligationId) {
			const { numDeletedRows } = await storage.transaction<TrainingTables, { numDeletedRows: bigint }>(
				(transaction) =>
					transaction
						.deleteFrom('training_obligations')
						.where('id', '=', obligationId)
						.where('organisation_id', '=', organisationId)
						.executeTakeFirstOrThrow(),
			);
			if (numDeletedRows === 0n) throw notFound();
		},
	};
	return obligations;
}

/** Whoever has never done it has time from the day on that they joined, or that the obligation began. */
export function dutyOf(
	{ everyMonths, withinDays, createdAt }: Pick<Obligation, 'everyMonths' | 'withinDays' | 'createdAt'>,
	{ completed_at, joined_at }: Pick<MeantRow, 'completed_at' | 'joined_at'>,
	now = Date.now(),
): DutyCell {
	if (completed_at === null) {
		const due = Math.max(createdAt, joined_at ?? 0) + withinDays * day;
		return { duty: due < now ? 'overdue' : 'open', at: due };
	}
	if (everyMonths === null) return { duty: 'done', at: completed_at };
	const ends = validUntil(completed_at, everyMonths);
	if (ends < now) return { duty: 'overdue', at: ends };
	return ends < now + soonDays * day ? { duty: 'soon', at: ends } : { duty: 'done', at: completed_at };
}
