import { z } from 'zod';
import type { AuditProofs } from '../../access/audit-proof.ts';
import { defineJob } from '../../jobs/job.ts';

export interface AuditJobParts {
	readonly auditProofs: Pick<AuditProofs, 'prove'>;
}

export const auditJob = 'core.proveAudit';

/** Computes the chain of the audit log anew, for whoever wants to know now; once a day the health check does it. */
export function auditJobDefinition({ auditProofs }: AuditJobParts) {
	return defineJob({
		input: z.strictObject({}),
		async run() {
			await auditProofs.prove();
		},
	});
}
