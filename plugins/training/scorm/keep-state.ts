import { defineCommand, notFound, z, type CommandContext } from 'verbund';
import type { LearningEvents } from '../learning-events.ts';
import { refused } from '../refused.ts';
import type { Progress } from '../taking/progress.ts';
import type { Launch, Launches } from './launches.ts';
import type { PackageResults, PartState } from './package-results.ts';
import type { Packages } from './packages.ts';
import { isDone } from './playing.ts';
import { checkValues, resultOf, type RunTimeResult, type RunTimeValues } from './run-time-data.ts';

export interface KeepStateParts {
	readonly launches: Launches;
	readonly packages: Packages;
	readonly results: PackageResults;
	readonly progress: Progress;
	readonly events: LearningEvents;
}

/**
 * Keeps what a package has said of its learner. Whoever sits at the browser can say it too: a package is played there,
 * and no server can know better. That it is the own lesson, and that it may be worked on now, the server does know.
 */
export function createKeepState({ launches, packages, results, progress, events }: KeepStateParts) {
	return {
		/** Where the learner is, so that it goes on there. */
		bookmark: keeping({ counts: false }),
		/** How it went as well. */
		result: keeping({ counts: true }),
	};

	function keeping({ counts }: { readonly counts: boolean }) {
		return defineCommand({
			input: z.strictObject({
				launch: z.string().max(4000),
				values: z.record(z.string(), z.string()),
				terminated: z.boolean().default(false),
			}),
			async run({ actor, reader }: CommandContext, { launch: token, values, terminated }) {
				const launch = launches.read(token);
				if (!launch) throw refused('training.refused.launchEnded');
				const { lesson, personId, itemId, fileId } = launch;
				if (actor.kind !== 'person' || actor.personId !== personId || lesson === null) throw notFound();
				const place = await progress.requireOpen(reader, lesson.courseId, lesson.lessonId);
				if (place.itemId !== itemId || place.round !== lesson.round)
					throw refused('training.refused.launchEnded');
				const found = await packages.find(fileId);
				const part = found?.manifest.items.find(({ id }) => id === launch.partId);
				if (!found || !part) throw notFound();
				const { version } = found.manifest;
				const checked = checkValues(version, values);
				const states = await results.list(personId, lesson);
				const said = part.speaks ? resultOf(version, checked, part) : opened;
				const result: RunTimeResult = counts ? said : { ...said, status: 'begun', score: null };
				const before = states.find(({ partId }) => partId === part.id);
				await results.keep({ ...launch, lesson }, result, goesOn(version, checked, terminated), before);
				await tell(launch, { isFirst: states.length === 0, result, before });
				const all = found.manifest.items.filter(({ launch: playable }) => playable !== null);
				const now = await results.list(personId, lesson);
				const done = all.every(({ id }) => now.some((state) => state.partId === id && isDone(state)));
				if (done && counts) await complete(launch, now);
				return { done, status: result.status };
			},
			audit: false,
			quiet: !counts,
		});
	}

	async function tell(
		{ personId, itemId, lesson }: Launch,
		{ isFirst, result, before }: { isFirst: boolean; result: RunTimeResult; before: PartState | undefined },
	): Promise<void> {
		if (!lesson) return;
		const { courseId, lessonId } = lesson;
		const about = { personId, courseId, lessonId, itemId, at: Date.now() };
		if (isFirst) await events.tell({ ...about, verb: 'attempted' });
		const { status, score } = result;
		if ((status === 'passed' || status === 'failed') && before?.status !== status)
			await events.tell({ ...about, verb: status, ...(score === null ? {} : { score }) });
	}

	async function complete({ personId, lesson }: Launch, states: readonly PartState[]): Promise<void> {
		if (!lesson) return;
		const scores = states.flatMap(({ score }) => (score === null ? [] : [score]));
		const score = Math.round(scores.reduce((sum, one) => sum + one, 0) / scores.length);
		await progress.complete({
			personId,
			courseId: lesson.courseId,
			lessonId: lesson.lessonId,
			...(scores.length > 0 ? { result: { score } } : {}),
		});
	}
}

/** What does not speak to the hub is done once it was opened. */
const opened: RunTimeResult = { status: 'completed', score: null, seconds: 0, suspended: false };

/** A sitting that was broken off is taken up again, as one that was suspended. */
function goesOn(version: string, values: RunTimeValues, terminated: boolean): RunTimeValues {
	return terminated ? values : { ...values, [version === '1.2' ? 'cmi.core.exit' : 'cmi.exit']: 'suspend' };
}
