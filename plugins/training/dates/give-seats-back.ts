import type { PluginContext } from 'verbund';
import type { LearningListener } from '../learning-events.ts';
import type { TrainingTables } from '../tables.ts';
import type { Dates } from './dates.ts';

/** Whoever leaves a course leaves its dates to come: others take the seats, and the address of the meeting goes. */
export function createGiveSeatsBack(
	{ storage }: Pick<PluginContext, 'storage'>,
	dates: Pick<Dates, 'unregister'>,
): LearningListener {
	return async ({ verb, personId, courseId }) => {
		if (verb !== 'left') return;
		const rows = await storage
			.query<TrainingTables>()
			.selectFrom('training_seats')
			.innerJoin('training_dates', 'training_dates.id', 'training_seats.date_id')
			.select('date_id')
			.where('course_id', '=', courseId)
			.where('person_id', '=', personId)
			.where('state', '<>', 'cancelled')
			.where('attended', 'is', null)
			.where('starts_at', '>', Date.now())
			.execute();
		for (const { date_id: dateId } of rows) await dates.unregister(personId, dateId);
	};
}
