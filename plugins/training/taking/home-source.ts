import { sql, visibleItems, type WidgetSource } from 'verbund';

const shown = 3;

/** Courses that the reader has begun; `count` of `place` lessons are done. */
export function createHomeSource(): WidgetSource {
	return {
		select({ actor }) {
			if (actor.kind !== 'person') return null;
			return sql`select 'course' as kind, own.id as id, variant.title as title, variant.language as language,
					cast(null as text) as text, '/courses/' || organisations.slug || '/' || items.slug as path,
					(select count(*) from training_progress done join training_course_lessons lesson
						on lesson.course_id = done.course_id and lesson.lesson_id = done.lesson_id
						where done.course_id = own.course_id and done.person_id = own.person_id
							and done.round = own.round) as count,
					own.due_at as at,
					(select count(*) from training_course_lessons lesson where lesson.course_id = own.course_id) as place
				from training_enrolments own join items on items.id = own.course_id
				join organisations on organisations.id = items.organisation_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where own.person_id = ${actor.personId} and own.state = 'enrolled' and own.completed_at is null
					and items.id in ${visibleItems(actor)}
				order by coalesce(own.due_at, 9007199254740991), own.enrolled_at desc limit ${shown}`;
		},
	};
}
