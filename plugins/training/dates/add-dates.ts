import type { PluginContext } from 'verbund';
import type { TrainingParts } from '../training-parts.ts';
import { createDateCalendar } from './date-calendar.ts';
import { createDateInvitation } from './date-invitation.ts';
import { createDateCommands } from './date-commands.ts';
import { createDates, type Dates } from './dates.ts';
import { createGiveSeatsBack } from './give-seats-back.ts';
import { dateCancelled, dateChanged, seatReturned, seatTaken } from './tell-of-seats.ts';

export interface DatePages {
	readonly dates: Dates;
}

/** Dates on site or online. */
export function addDates(context: PluginContext, parts: TrainingParts): DatePages {
	const dates = createDates(context, parts);
	parts.events.onDid(createGiveSeatsBack(context, dates));
	const commands = createDateCommands(context, dates, parts);
	context.commands.register('training.addDate', commands.add);
	context.commands.register('training.changeDate', commands.change);
	context.commands.register('training.cancelDate', commands.cancel);
	context.commands.register('training.tickAttendance', commands.tick);
	context.commands.register('training.takeSeat', commands.register);
	context.commands.register('training.giveSeatBack', commands.unregister);
	context.calendars.register('training.dates', createDateCalendar(context));
	for (const kind of [seatTaken, seatReturned, dateChanged, dateCancelled])
		context.notifications.register(kind, createDateInvitation(context));
	return { dates };
}
