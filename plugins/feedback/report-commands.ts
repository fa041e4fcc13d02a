import { defineCommand, VerbundError, z, type Actor, type PluginContext } from 'verbund';
import type { Reports } from './reports.ts';
import type { Requests } from './requests.ts';

const id = z.string().min(1).max(64);
const budget = { minutes: 60, person: 30, network: 8, visitors: 120 };

/** Reporting a mistake, for everybody who may read the text; answering it, for those who answer for the text. */
export function createReportCommands(
	{ content, limits, notifications }: PluginContext,
	{ reports, requests }: { reports: Reports; requests: Requests },
) {
	return {
		report: defineCommand({
			input: z.strictObject({
				itemId: id,
				language: z.string().max(35),
				text: z.string().trim().min(1).max(5000),
				passage: z.string().trim().max(2000).default(''),
			}),
			prepare: (context) => limits.take('report', context, budget),
			async run({ actor, reader }, { itemId, language, text, passage }) {
				const item = await content.read(reader, { id: itemId }, language);
				const reportId = await reports.add({
					itemId,
					organisationId: item.organisation.id,
					itemTitle: item.title,
					itemLanguage: item.language,
					itemRevision: item.revision,
					text,
					passage,
					reporterId: actor.kind === 'person' ? actor.personId : null,
					reporterOrganisationId: actor.kind === 'person' ? actor.actingOrganisationId : null,
				});
				return { id: reportId };
			},
			// Who points out a mistake is not watched for it.
			audit: false,
		}),
		answer: defineCommand({
			input: z.strictObject({ reportId: id, text: z.string().trim().max(5000).default('') }),
			async run({ actor }, { reportId, text }) {
				const { organisationId, itemId, reporterId } = await reports.open(actor, reportId);
				await reports.close(reportId, personIdOf(actor), text);
				if (reporterId !== null) {
					await notifications.notify({
						kind: 'feedback.answered',
						to: [reporterId],
						itemId,
						path: '/feedback/sent',
						by: personIdOf(actor),
					});
				}
				return { organisationId };
			},
			audit: ({ reportId }, { organisationId }) => ({ objects: { report: reportId }, organisationId }),
		}),
		dismiss: defineCommand({
			input: z.strictObject({ id }),
			async run({ actor }, { id: answered }) {
				const personId = personIdOf(actor);
				const known =
					(await reports.dismiss(personId, answered)) || (await requests.dismiss(personId, answered));
				if (!known) throw new VerbundError('request.notFound');
				return {};
			},
			audit: false,
		}),
	};
}

export function personIdOf(actor: Actor): string {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor.personId;
}
