import {
	defineCommand,
	germanTime,
	notFound,
	VerbundError,
	z,
	type CommandContext,
	type PluginContext,
} from 'verbund';
import { personOf } from '../taking/take-part-commands.ts';
import type { TrainingParts } from '../training-parts.ts';
import type { Dates } from './dates.ts';
import type { NewDate } from './listed-date.ts';

const id = z.string().min(1).max(64);
const text = z.string().trim().max(300).default('');

const written = {
	courseId: id,
	title: text,
	lessonId: z
		.union([z.literal('').transform(() => null), z.string().regex(/^[a-z0-9]{1,16}$/)])
		.nullable()
		.default(null),
	/** As a German clock shows it: `2027-12-02T09:00`. */
	startsAt: z.string().max(40),
	endsAt: z.string().max(40),
	place: text,
	room: text,
	online: z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(500)]).default(''),
	capacity: z.int().min(1).max(10_000).nullable().default(null),
	registerUntil: z.string().max(40).default(''),
};

/** Setting dates, and taking seats. */
export function createDateCommands(
	{ content }: Pick<PluginContext, 'content'>,
	dates: Dates,
	{ requireTeaching }: Pick<TrainingParts, 'requireTeaching'>,
) {
	const ofCourse = ({ actor }: CommandContext, { courseId }: { courseId: string }) =>
		requireTeaching(actor, courseId);
	/** @throws VerbundError `request.notFound` for a date of another course */
	const requireOf = async (courseId: string, dateId: string) => {
		const date = await dates.get(dateId);
		if (date.courseId !== courseId) throw notFound();
		return date;
	};
	const requireReadable = async ({ reader }: CommandContext, dateId: string) => {
		const { courseId } = await dates.get(dateId);
		await content.read(reader, { id: courseId });
	};

	return {
		add: defineCommand({
			input: z.strictObject(written),
			target: ofCourse,
			run: async (_context, { courseId, ...date }) => ({ id: await dates.add(courseId, toDate(date)) }),
			audit: ({ courseId }, { id: date }) => ({ objects: { item: courseId, date } }),
		}),
		change: defineCommand({
			input: z.strictObject({ ...written, dateId: id, expectedSequence: z.int().min(0) }),
			target: ofCourse,
			async run(_context, { courseId, dateId, expectedSequence, ...date }) {
				await requireOf(courseId, dateId);
				await dates.change(dateId, expectedSequence, toDate(date));
				return {};
			},
			audit: ({ courseId, dateId }) => ({ objects: { item: courseId, date: dateId } }),
		}),
		cancel: defineCommand({
			input: z.strictObject({ courseId: id, dateId: id }),
			target: ofCourse,
			async run(_context, { courseId, dateId }) {
				await requireOf(courseId, dateId);
				await dates.cancel(dateId);
				return {};
			},
			audit: ({ courseId, dateId }) => ({ objects: { item: courseId, date: dateId } }),
		}),
		tick: defineCommand({
			input: z.strictObject({
				courseId: id,
				dateId: id,
				present: z.array(z.string().max(64)).max(10_000).default([]),
			}),
			target: ofCourse,
			async run(_context, { courseId, dateId, present }) {
				await requireOf(courseId, dateId);
				await dates.tick(dateId, present);
				return {};
			},
			audit: ({ courseId, dateId }) => ({ objects: { item: courseId, date: dateId } }),
		}),
		register: defineCommand({
			input: z.strictObject({ dateId: id }),
			async run(context, { dateId }) {
				await requireReadable(context, dateId);
				return { state: await dates.register(personOf(context.actor), dateId) };
			},
			audit: false,
		}),
		unregister: defineCommand({
			input: z.strictObject({ dateId: id }),
			async run({ actor }, { dateId }) {
				await dates.unregister(personOf(actor).personId, dateId);
				return {};
			},
			audit: false,
		}),
	};
}

type Written = Omit<z.infer<z.ZodObject<typeof written>>, 'courseId'>;

function toDate({ startsAt, endsAt, registerUntil, ...date }: Written): NewDate {
	const times = { startsAt: germanTime(startsAt), endsAt: germanTime(endsAt) };
	const until = registerUntil === '' ? null : germanTime(registerUntil);
	const wrong = [
		...(times.startsAt === null ? ['startsAt'] : []),
		...(times.endsAt === null || times.endsAt <= (times.startsAt ?? 0) ? ['endsAt'] : []),
		...(registerUntil !== '' && (until === null || until > (times.startsAt ?? 0)) ? ['registerUntil'] : []),
	];
	if (wrong.length > 0 || times.startsAt === null || times.endsAt === null) {
		throw new VerbundError('command.inputInvalid', {
			fields: wrong.map((path) => ({ path, message: `training.error.${path}` })),
		});
	}
	return { ...date, startsAt: times.startsAt, endsAt: times.endsAt, registerUntil: until };
}
