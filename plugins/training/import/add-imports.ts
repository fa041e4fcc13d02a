import { defineJob, notFound, z, type Actor, type PluginContext } from 'verbund';
import { createImportCommands } from './import-commands.ts';
import { createImportJobs } from './import-jobs.ts';
import { createImports, type CourseImport } from './imports.ts';

export interface ImportViews {
	/** One's own. @throws VerbundError `request.notFound` */
	open(actor: Actor, id: string): Promise<CourseImport>;
}

const keepFor = 7 * 24 * 60 * 60 * 1000;

/** Courses from Word files, presentations and folders of Markdown. */
export function addImports(context: PluginContext): ImportViews {
	const imports = createImports(context);
	const commands = createImportCommands(context, imports);
	const jobs = createImportJobs(context, imports);
	context.commands.register('training.readCourseFile', commands.read);
	context.commands.register('training.importCourse', commands.make);
	context.jobs.register('training.readCourseFile', jobs.read);
	context.jobs.register('training.importCourse', jobs.make);
	context.jobs.register(
		'training.sweepImports',
		defineJob({ input: z.strictObject({}), run: () => imports.sweep(Date.now() - keepFor) }),
	);
	context.personalData.register('training.imports', imports.personalData);
	return {
		async open(actor, id) {
			const found = actor.kind === 'person' ? await imports.find(id, actor.personId) : null;
			if (!found) throw notFound();
			return found;
		},
	};
}
