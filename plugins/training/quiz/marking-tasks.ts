import { sql, type PluginContext, type TaskProvider } from 'verbund';
import type { QuizTables } from './quiz-tables.ts';
import { taughtOrganisations } from './taught-organisations.ts';

/** One line for all free texts that wait to be marked. */
export function createMarkingTasks({
	access,
	storage,
}: Pick<PluginContext, 'access' | 'storage'>): TaskProvider {
	return {
		select({ actor }) {
			const taught = taughtOrganisations(access, actor);
			if (taught.length < 2) return null;
			return storage
				.query<QuizTables>()
				.selectFrom('training_attempts')
				.select(({ fn }) => [
					sql<string>`'waiting'`.as('kind'),
					sql<string>`'training.marking'`.as('id'),
					sql<string>`''`.as('title'),
					sql<string | null>`null`.as('language'),
					sql<string | null>`null`.as('text'),
					sql<string | null>`'/training/marking'`.as('path'),
					fn.countAll<number>().as('count'),
					sql<number | null>`null`.as('at'),
					sql<number | null>`null`.as('place'),
				])
				.where('state', '=', 'waiting')
				.where('organisation_id', 'in', taught)
				.where('person_id', '<>', actor.kind === 'person' ? actor.personId : '')
				.having(({ fn }) => fn.countAll(), '>', 0)
				.limit(1);
		},
		toTasks: ({ count }, { t }) => [
			{
				title: t('training.quiz.marking.task', { count: Number(count ?? 0) }),
				url: '/training/marking',
				icon: 'pen-line',
			},
		],
	};
}
