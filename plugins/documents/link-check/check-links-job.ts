import { setTimeout as wait } from 'node:timers/promises';
import { defineJob, z, type PluginContext, readAllowedHosts, type AllowedHosts } from 'verbund';
import type { Systems } from '../links/systems.ts';
import { gatherLinks } from './gather-links.ts';
import { afterLook } from './link-state.ts';
import { lookAtLink } from './look-at-link.ts';
import type { Target, Targets } from './targets.ts';

/** What was looked at today is not looked at again. */
const freshFor = 12 * 60 * 60 * 1000;
/** Between two questions to the same server. */
const pause = 1000;
const hostsAtOnce = 4;
const storedAtOnce = 25;

interface LinkCheckParts {
	readonly systems: Systems;
	readonly targets: Targets;
	/** In milliseconds; a second. */
	readonly pauseMs?: number;
}

/** Looks at every address outside of the hub that a published text leads to: of each server one at a time. */
export function createCheckLinksJob(
	context: PluginContext,
	{ systems, targets, pauseMs = pause }: LinkCheckParts,
) {
	return defineJob({
		input: z.strictObject({}),
		async run({ reader, signal, progress }) {
			await gatherLinks(context, { systems, targets }, { reader, signal });
			const network = { organisationId: null, personId: null };
			if ((await context.settings.get('documents.checkLinks', network)) !== true) return;
			const allowed = readAllowedHosts(String(await context.settings.get('documents.allowedHosts', network)));
			const due = await targets.due(Date.now() - freshFor);
			const queues = [...Map.groupBy(due, ({ url }) => new URL(url).host).values()];
			let done = 0;
			const looked: Target[] = [];
			const store = async (atLeast: number) => {
				if (looked.length < atLeast) return;
				await context.problems.lookAgain(await targets.store(looked.splice(0)));
			};
			const workers = Array.from({ length: Math.min(hostsAtOnce, queues.length) }, async () => {
				for (let queue = queues.shift(); queue; queue = queues.shift()) {
					for (const [index, target] of queue.entries()) {
						if (index > 0) await wait(pauseMs, undefined, { signal });
						looked.push(await lookAt(target, allowed, signal));
						done += 1;
						progress(done, due.length);
						await store(storedAtOnce);
					}
				}
			});
			const ended = await Promise.allSettled(workers);
			// What was looked at before the job was ended need not be looked at again.
			await store(1);
			for (const end of ended) if (end.status === 'rejected') throw end.reason;
		},
	});
}

async function lookAt(target: Target, allowed: AllowedHosts, signal: AbortSignal): Promise<Target> {
	const outcome = await lookAtLink(target.url, { allowed, signal });
	const now = Date.now();
	return { url: target.url, checkedAt: now, ...afterLook(target, outcome, now) };
}
