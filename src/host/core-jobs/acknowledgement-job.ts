import { z } from 'zod';
import type { Acknowledgements } from '../../content/acknowledgement/acknowledgements.ts';
import { defineJob } from '../../jobs/job.ts';
import type { AcknowledgementNotifications } from '../acknowledgements/acknowledgement-notifications.ts';

export const acknowledgementJob = 'core.acknowledgements';

export interface AcknowledgementJobParts {
	readonly acknowledgements: Acknowledgements;
	readonly acknowledgementNotifications: AcknowledgementNotifications;
}

/** Once a day, and after somebody has asked or published. */
export function acknowledgementJobDefinition({
	acknowledgements,
	acknowledgementNotifications,
}: AcknowledgementJobParts) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal }) {
			await acknowledgements.forgetNames();
			await acknowledgementNotifications.tell(signal);
		},
	});
}
