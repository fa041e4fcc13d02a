import type { PluginContext } from 'verbund';
import type { TrainingParts } from '../training-parts.ts';
import { createMakeCertificate, type MakeCertificate } from './certificate-file.ts';
import { createCertificates, type Certificates } from './certificates.ts';
import { createRenewal } from './renew.ts';
import { createListCompletions, type ListCompletions } from './shown-completions.ts';

export interface CertificatePages {
	readonly certificates: Certificates;
	readonly makeCertificate: MakeCertificate;
	readonly listCompletions: ListCompletions;
}

/** What people have to show for what they learned. */
export function addCertificates(context: PluginContext, { enrolments }: TrainingParts): CertificatePages {
	const certificates = createCertificates(context);
	context.jobs.register('training.renew', createRenewal(context, enrolments));
	return {
		certificates,
		makeCertificate: createMakeCertificate(context, certificates),
		listCompletions: createListCompletions(context),
	};
}
