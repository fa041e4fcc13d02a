import {
	defineCommand,
	VerbundError,
	z,
	type Actor,
	type CommandContext,
	type PluginContext,
	type Reader,
} from 'verbund';
import { personIdOf } from './report-commands.ts';
import type { ReceivedRequest } from './request.ts';
import type { Requests } from './requests.ts';

const id = z.string().min(1).max(64);
const text = z.string().trim().max(2000).default('');
const budget = { minutes: 60, person: 10, network: 0, visitors: 0 };

/** Looks up what an address leads to, for the request to reach its owner; nothing of it goes to whoever asks. */
const finder: Actor = { kind: 'system', purpose: 'feedback.requestAccess' };

/** Asking for access, for everybody who has signed in; deciding, for those who publish for the owner. */
export function createRequestCommands(
	{ access, commands, content, limits }: PluginContext,
	requests: Requests,
) {
	const ofRequest = (_context: CommandContext, { requestId }: { requestId: string }) =>
		requests.get(requestId);
	const note = ({ requestId }: { requestId: string }) => ({ objects: { accessRequest: requestId } });

	return {
		request: defineCommand({
			input: z.strictObject({
				address: z
					.string()
					.max(500)
					.regex(/^\/(?!\/)[^\\]*$/)
					.refine((address) => URL.canParse(address, 'http://hub'))
					.transform((address) => new URL(address, 'http://hub').pathname.replace(/(?<=.)\/$/, '')),
				text,
			}),
			prepare: (context) => limits.take('request', context, budget),
			async run({ actor, reader }, { address, text: reason }) {
				const requesterId = personIdOf(actor);
				const item = await content.locate({ ...reader, actor: finder }, address);
				await requests.add({
					address,
					item,
					text: reason,
					requesterId,
					requesterOrganisationId: actor.kind === 'person' ? actor.actingOrganisationId : null,
				});
				// The same for everything that is asked for.
				return {};
			},
			// An entry in the owner's log would be there for an item only.
			audit: false,
		}),
		grant: defineCommand({
			input: z.strictObject({
				requestId: id,
				text,
				/** Lets the organisation of whoever asks in; without it somebody has done what was needed before. */
				organisation: z.boolean().default(false),
			}),
			target: ofRequest,
			async run({ actor, reader }, { requestId, text: answer, organisation }) {
				const request = await requests.get(requestId);
				if (organisation) await share(actor, reader, request);
				const { readable } = await access.reach(request.requesterId, request.itemId);
				if (!readable) throw notReadable();
				await requests.close(requestId, { outcome: 'granted', answer, answeredBy: personIdOf(actor) });
				return {};
			},
			audit: note,
		}),
		decline: defineCommand({
			input: z.strictObject({ requestId: id, text }),
			target: ofRequest,
			async run({ actor }, { requestId, text: answer }) {
				await requests.close(requestId, { outcome: 'declined', answer, answeredBy: personIdOf(actor) });
				return {};
			},
			audit: note,
		}),
		ignore: defineCommand({
			input: z.strictObject({ requestId: id }),
			target: ofRequest,
			async run({ actor }, { requestId }) {
				await requests.close(requestId, { outcome: 'unanswered', answer: '', answeredBy: personIdOf(actor) });
				return {};
			},
			audit: note,
		}),
	};

	/** By the command that everybody shares with, so that the same rights are asked and the log tells of it. */
	async function share(actor: Actor, reader: Reader, request: ReceivedRequest): Promise<void> {
		const { itemId, requesterOrganisationId } = request;
		if (requesterOrganisationId === null) throw notReadable();
		const { audience } = await content.open(reader, itemId);
		if (!isOpenToOrganisations(audience)) throw notReadable();
		const wanted = [...new Set([...audience, `organisation:${requesterOrganisationId}`])];
		await commands.execute('content.setAudience', { itemId, audience: wanted }, { actor, reader });
	}
}

/** What only groups read would be opened to the whole owner as well: that is decided where all of it is seen. */
export function isOpenToOrganisations(audience: readonly string[]): boolean {
	return audience.some((principal) => principal.startsWith('organisation:'));
}

/** Said at the field, and nothing has changed: the transaction takes the wider audience back. */
function notReadable(): VerbundError {
	return new VerbundError('command.inputInvalid', {
		fields: [{ path: 'organisation', message: 'feedback.error.notReadable' }],
	});
}
