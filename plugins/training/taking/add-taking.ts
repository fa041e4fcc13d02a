import type { PluginContext } from 'verbund';
import { createRequireTeacher, type RequireTeacher } from '../course/require-teaching.ts';
import type { TrainingParts } from '../training-parts.ts';
import { createAskAgain } from './ask-again.ts';
import { createEnrolTargets } from './enrol-targets.ts';
import { createHomeSource } from './home-source.ts';
import { createInvitable, type Invitable } from './invitable.ts';
import { createLearningTasks, createTeachingTasks } from './learning-tasks.ts';
import { createParticipantCommands } from './participant-commands.ts';
import { createParticipants, type Participants } from './participants.ts';
import { createPersonalData } from './personal-data.ts';
import { createRequirePrincipal } from './require-principal.ts';
import { createRulesCommands } from './rules-commands.ts';
import { createTakePartCommands } from './take-part-commands.ts';

export interface LearningPages {
	readonly invitable: Invitable;
	readonly requireTeacher: RequireTeacher;
	readonly participants: Participants;
}

/** Taking part in courses. */
export function addTaking(context: PluginContext, parts: TrainingParts): LearningPages {
	const taking = createTakePartCommands(context, parts);
	context.commands.register('training.enrol', taking.enrol);
	context.commands.register('training.leave', taking.leave);
	context.commands.register('training.completeLesson', taking.completeLesson);

	const rules = createRulesCommands(context, parts, createRequirePrincipal(context));
	context.commands.register('training.setRules', rules.setRules);
	context.commands.register('training.addTarget', rules.addTarget);
	context.commands.register('training.removeTarget', rules.removeTarget);

	const participants = createParticipantCommands(context, parts);
	context.commands.register('training.invite', participants.invite);
	context.commands.register('training.decideRequest', participants.decide);
	context.commands.register('training.removeParticipant', participants.remove);

	context.tasks.register('training.learning', createLearningTasks());
	context.tasks.register('training.teaching', createTeachingTasks(context));
	context.widgets.register('training.home', createHomeSource());
	context.personalData.register('training.learning', createPersonalData(context));
	context.jobs.register('training.askAgain', createAskAgain(context));
	context.jobs.register('training.enrolTargets', createEnrolTargets(context, parts.enrolments));
	return {
		invitable: createInvitable(context),
		requireTeacher: createRequireTeacher(context),
		participants: createParticipants(context),
	};
}
