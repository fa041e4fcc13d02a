import { notFound, sql, visibleItems, type Actor, type PluginContext } from 'verbund';
import { firstRules, type EnrolmentState, type EnrolmentWay, type TrainingTables } from '../tables.ts';
import { courseType } from '../course/course-type.ts';
import { rulesMark } from './rules-commands.ts';

/** Somebody who takes part, as trainers see them: that they do, and whether they have completed it. */
export interface Participant {
	readonly enrolmentId: string;
	readonly personId: string;
	readonly name: string;
	readonly organisation: string | null;
	readonly state: EnrolmentState;
	readonly reason: string;
	readonly since: number;
	readonly dueAt: number | null;
	readonly completedAt: number | null;
}

export interface ParticipantPage {
	readonly participants: readonly Participant[];
	readonly counts: Readonly<Partial<Record<EnrolmentState | 'completed', number>>>;
	readonly hasMore: boolean;
}

export interface Target {
	readonly id: string;
	readonly principal: string;
	readonly name: string;
	readonly joinedSince: number | null;
	readonly finishDays: number | null;
}

type RulesRow = Pick<
	TrainingTables['training_courses'],
	'enrolment' | 'capacity' | 'enrol_until' | 'finish_days' | 'refresh_days'
>;

/** Nothing where the rules are not set yet. */
type StoredRules = Omit<RulesRow, 'enrolment'> & { readonly enrolment: EnrolmentWay | null };

interface TargetRow {
	readonly target_id: string;
	readonly principal: string;
	readonly name: string | null;
	readonly joined_since: number | null;
	readonly target_days: number | null;
}

export type Rules = RulesRow & { readonly mark: number };

export interface Participants {
	/** For those who look after the course; one query. */
	list(courseId: string, page: number): Promise<ParticipantPage>;
	/** Requests of people of these organisations, or all of one course. */
	requests(
		actor: Actor,
		organisationIds: readonly string[],
	): Promise<readonly (Participant & { readonly courseTitle: string; readonly courseUrl: string })[]>;
	/** Both in one query, also before the course is published. @throws VerbundError `request.notFound` */
	rulesAndTargets(courseId: string): Promise<{ readonly rules: Rules; readonly targets: readonly Target[] }>;
}

interface ParticipantRow {
	readonly id: string;
	readonly person_id: string;
	readonly name: string;
	readonly organisation: string | null;
	readonly state: EnrolmentState;
	readonly reason: string;
	readonly created_at: number;
	readonly due_at: number | null;
	readonly completed_at: number | null;
}

interface CountedRow {
	readonly kind: EnrolmentState | 'completed';
	readonly count: number;
}

const pageSize = 100;

export function createParticipants({ storage }: Pick<PluginContext, 'storage'>): Participants {
	const columns = sql`own.id, own.person_id, people.name, organisations.short_name as organisation, own.state, own.reason,
		own.created_at, own.due_at, own.completed_at`;
	const tables = sql`training_enrolments own join people on people.id = own.person_id
		left join organisations on organisations.id = own.organisation_id`;

	const kind = sql`case when own.state = 'enrolled' and own.completed_at is not null then 'completed' else own.state end`;

	return {
		async list(courseId, page) {
			// A row for each of the page, or one for a kind that has nobody on it.
			const { rows } = await sql<CountedRow & (ParticipantRow | { id: null })>`
				select counted.kind, counted.count, page.* from (
					select ${kind} as kind, count(*) as count from training_enrolments own
					where own.course_id = ${courseId} group by ${kind}) counted
				left join (select ${columns}, ${kind} as own_kind, row_number() over (order by
						case own.state when 'requested' then 0 when 'waiting' then 1 when 'enrolled' then 2
							when 'invited' then 3 when 'interested' then 4 else 5 end,
						case own.state when 'waiting' then own.created_at else 0 end, people.name, own.id) as place
					from ${tables} where own.course_id = ${courseId}
					order by place limit ${pageSize + 1} offset ${(page - 1) * pageSize}) page
					on page.own_kind = counted.kind
				order by page.place`.execute(storage.query());
			const found = rows.filter((row) => row.id !== null);
			return {
				participants: found.slice(0, pageSize).map(toParticipant),
				counts: Object.fromEntries(rows.map((row) => [row.kind, Number(row.count)])),
				hasMore: found.length > pageSize,
			};
		},
		async requests(actor, organisationIds) {
			const { rows } = await sql<ParticipantRow & { title: string; url: string }>`
				select ${columns}, variant.title, '/courses/' || owners.slug || '/' || items.slug as url
				from ${tables} join items on items.id = own.course_id and items.type = ${courseType}
				join organisations owners on owners.id = items.organisation_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where own.state = 'requested' and own.organisation_id in (${sql.join([...organisationIds, ''])})
					and items.id in ${visibleItems(actor)}
				order by own.created_at limit ${pageSize}`.execute(storage.query());
			return rows.map((row) => ({ ...toParticipant(row), courseTitle: row.title, courseUrl: row.url }));
		},
		async rulesAndTargets(courseId) {
			const { rows } = await sql<StoredRules & (TargetRow | { target_id: null })>`
				select course.enrolment, course.capacity, course.enrol_until, course.finish_days, course.refresh_days,
					targets.id as target_id, targets.principal, targets.joined_since, targets.finish_days as target_days,
					coalesce(organisations.name, groups.name) as name
				from items left join training_courses course on course.item_id = items.id
				left join training_targets targets on targets.course_id = items.id
				left join organisations on targets.principal = 'organisation:' || organisations.id
					or targets.principal like 'role:' || organisations.id || ':%'
				left join groups on targets.principal = 'group:' || groups.id
				where items.id = ${courseId} and items.type = ${courseType}
				order by targets.created_at`.execute(storage.query());
			const [row] = rows;
			if (!row) throw notFound();
			const rules = { ...row, enrolment: row.enrolment ?? firstRules.enrolment };
			return {
				rules: { ...rules, mark: rulesMark(rules) },
				targets: rows.flatMap((one) => (one.target_id === null ? [] : [toTarget(one)])),
			};
		},
	};
}

function toTarget(row: TargetRow): Target {
	return {
		id: row.target_id,
		principal: row.principal,
		name: row.name ?? '',
		joinedSince: row.joined_since,
		finishDays: row.target_days,
	};
}

function toParticipant(row: ParticipantRow): Participant {
	return {
		enrolmentId: row.id,
		personId: row.person_id,
		name: row.name,
		organisation: row.organisation,
		state: row.state,
		reason: row.reason,
		since: row.created_at,
		dueAt: row.due_at,
		completedAt: row.completed_at,
	};
}
