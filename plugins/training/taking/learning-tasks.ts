import { sql, visibleItems, type PluginContext, type TaskSource } from 'verbund';

const day = 86_400_000;
const daysAhead = 30;
const mostListed = 20;

/** Courses that are due soon, and invitations that wait for a word. */
export function createLearningTasks(): TaskSource {
	return {
		select({ actor }) {
			if (actor.kind !== 'person') return null;
			return sql`select case own.state when 'invited' then 'invited' else 'due' end as kind, own.id as id,
					variant.title as title, variant.language as language, cast(null as text) as text,
					'/courses/' || organisations.slug || '/' || items.slug as path, cast(null as integer) as count,
					own.due_at as at, coalesce(own.due_at, own.created_at) as place
				from training_enrolments own join items on items.id = own.course_id
				join organisations on organisations.id = items.organisation_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where own.person_id = ${actor.personId} and items.id in ${visibleItems(actor)}
					and (own.state = 'invited' or (own.state = 'enrolled' and own.completed_at is null
						and own.due_at < ${Date.now() + daysAhead * day}))
				order by place limit ${mostListed}`;
		},
		toTasks: ({ kind, title, path, at, language }, { t, format }) => [
			{
				url: path ?? '/training',
				title: t(`training.task.${kind}`, { title }),
				...(language === null ? {} : { language }),
				...(at === null ? {} : { dueAt: at, text: t('training.dueOn', { date: format.date(at) }) }),
				icon: 'graduation-cap',
			},
		],
	};
}

/** Requests that the reader can decide, and assignments that wait for an answer of the reader's organisation. */
export function createTeachingTasks({ access }: Pick<PluginContext, 'access'>): TaskSource {
	return {
		select({ actor }) {
			if (actor.kind !== 'person') return null;
			const holding = (permission: string) => [
				...actor.memberships
					.map(({ organisationId }) => organisationId)
					.filter((organisationId) => access.can(actor, permission, { organisationId })),
				'',
			];
			const [approves, teaches] = [holding('training.approve'), holding('training.teach')];
			if (approves.length + teaches.length === 2) return null;
			return sql`select * from (select 'request' as kind, items.id as id, variant.title as title,
					variant.language as language, cast(null as text) as text, cast(null as text) as path,
					count(*) as count, cast(min(own.created_at) as bigint) as at, cast(min(own.created_at) as bigint) as place
				from training_enrolments own join items on items.id = own.course_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where own.state = 'requested' and own.organisation_id in (${sql.join(approves)})
					and own.person_id <> ${actor.personId} and items.id in ${visibleItems(actor)}
				group by items.id, variant.title, variant.language
				union all
				select 'assignment', items.id, variant.title, variant.language, null, null, count(*),
					cast(min(submission.submitted_at) as bigint), cast(min(submission.submitted_at) as bigint)
				from training_submissions submission join items on items.id = submission.course_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where submission.verdict is null and submission.person_id <> ${actor.personId}
					and items.organisation_id in (${sql.join(teaches)}) and items.deleted_at is null
				group by items.id, variant.title, variant.language) as waiting order by place limit ${mostListed}`;
		},
		toTasks: ({ kind, id, title, count, language, at }, { t, format }) => [
			{
				url: kind === 'request' ? '/training/requests' : `/training/courses/${id}/participants#assignments`,
				title: t(`training.task.${kind}`, { title, count: count ?? 1 }),
				...(language === null ? {} : { language }),
				text: t('training.task.since', { date: format.date(at ?? 0) }),
				icon: 'graduation-cap',
			},
		],
	};
}
