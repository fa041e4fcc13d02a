import type { PluginContext } from 'verbund';
import { createRequirePrincipal } from '../taking/require-principal.ts';
import type { TrainingParts } from '../training-parts.ts';
import { createEnrolObliged } from './enrol-obliged.ts';
import { createObligationCommands } from './obligation-commands.ts';
import { createObligations, type Obligations } from './obligations.ts';

export interface ObligationPages {
	readonly obligations: Obligations;
}

/** What everybody has to learn again and again. */
export function addObligations(context: PluginContext, { enrolments }: TrainingParts): ObligationPages {
	const obligations = createObligations(context);
	const commands = createObligationCommands(context, obligations, createRequirePrincipal(context));
	context.commands.register('training.addObligation', commands.add);
	context.commands.register('training.removeObligation', commands.remove);
	context.jobs.register('training.enrolObliged', createEnrolObliged(context, enrolments));
	return { obligations };
}
