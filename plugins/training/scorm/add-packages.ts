import { defineJob, z, type PluginContext } from 'verbund';
import type { TrainingParts } from '../training-parts.ts';
import { createAddToCourse } from '../course/end-of-course.ts';
import { createKeepState } from './keep-state.ts';
import { createLaunches } from './launches.ts';
import { createPackageCommands } from './package-commands.ts';
import { createPackageData } from './package-data.ts';
import { createPackageResults } from './package-results.ts';
import { createPackages } from './packages.ts';
import { createPlaying, type PackagePlaying } from './playing.ts';
import { createRunTimeScripts } from './run-time-script.ts';
import { createServePackage, type ServePackage } from './serve-package.ts';
import { createUnpackJob } from './unpack-job.ts';

/** What pages ask about course packages. */
export interface PackageViews extends PackagePlaying {
	readonly serve: ServePackage;
}

/** SCORM packages: sent, unpacked, played, and what came of it. */
export function addPackages(context: PluginContext, parts: TrainingParts): PackageViews {
	const { progress, events } = parts;
	const packages = createPackages(context);
	const results = createPackageResults(context);
	const launches = createLaunches(context);
	const playing = createPlaying(context, { packages, results, launches, progress });
	const commands = createPackageCommands(context, packages, createAddToCourse(context, parts));

	context.commands.register('training.uploadPackage', commands.upload);
	context.commands.register('training.replacePackage', commands.replace);
	context.commands.register('training.setUnpacking', commands.setUnpacking);
	const keeping = createKeepState({ launches, packages, results, progress, events });
	context.commands.register('training.keepPackageState', keeping.bookmark);
	context.commands.register('training.keepPackageResult', keeping.result);
	context.jobs.register('training.unpackPackage', createUnpackJob(context, packages));
	context.jobs.register(
		'training.sweepPackages',
		defineJob({
			input: z.strictObject({}),
			async run() {
				for (const fileId of await packages.orphans()) await packages.forget(fileId);
			},
		}),
	);
	context.personalData.register('training.packages', createPackageData(context));

	const serve = createServePackage(context, {
		packages,
		launches,
		runTime: createRunTimeScripts(),
		startOf: playing.startOf,
	});
	return { ...playing, serve };
}
