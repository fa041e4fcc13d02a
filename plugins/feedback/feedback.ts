import { nullIfMissing, type Actor, type PluginContext, type ReadItem, type Reader } from 'verbund';
import type { Report } from './report.ts';
import { personIdOf } from './report-commands.ts';
import type { Reports } from './reports.ts';
import type { ReceivedRequest, SentRequest } from './request.ts';
import { isOpenToOrganisations } from './request-commands.ts';
import type { Requests } from './requests.ts';

const mostListed = 200;

/** The plugin itself names those who wrote and answered: they were told that it does. */
const namer: Actor = { kind: 'system', purpose: 'feedback.names' };

/** What pages ask. Each throws VerbundError `request.notFound` for what is not the actor's business. */
export interface Feedback {
	/** All that is waiting for the actor's organisations or was answered lately. */
	received(actor: Actor): Promise<Received>;
	sent(
		actor: Actor,
	): Promise<{ readonly reports: readonly Report[]; readonly requests: readonly SentRequest[] }>;
	reportsOf(actor: Actor, itemId: string): Promise<readonly Named<Report>[]>;
	/** As somebody who answers it, else as whoever wrote it. */
	report(actor: Actor, id: string): Promise<OpenReport>;
	/** As somebody who decides it, else as whoever asked. */
	request(reader: Reader, id: string): Promise<OpenRequest>;
	/** The text that a mistake is reported in. */
	item(reader: Reader, itemId: string, language: string | undefined): Promise<ReadItem>;
	/** Where an address leads, if the reader may go there by now. */
	readable(reader: Reader, address: string): Promise<string | null>;
}

export interface Received {
	readonly reports: readonly Named<Report>[];
	readonly requests: readonly Named<ReceivedRequest>[];
}

/** With the name of who wrote, and where they belong; null for a visitor and for an account that is gone. */
export type Named<Message> = Message & {
	readonly writer: string | null;
	readonly writerOrganisation: string | null;
};

export interface OpenReport {
	readonly report: Named<Report>;
	readonly mayAnswer: boolean;
	/** Who answered. */
	readonly answerer: string | null;
}

export type OpenRequest =
	| {
			readonly kind: 'received';
			readonly request: Named<ReceivedRequest>;
			/** The person who asked may read it by now. */
			readonly readable: boolean;
			/** One step lets the organisation of that person in. */
			readonly shareable: boolean;
	  }
	| { readonly kind: 'sent'; readonly request: SentRequest };

export function createFeedback(
	{ access, content, people }: PluginContext,
	{ reports, requests }: { reports: Reports; requests: Requests },
): Feedback {
	const feedback: Feedback = {
		async received(actor) {
			const waiting = await reports.received(actor, { limit: mostListed });
			const asked = await requests.received(actor, mostListed);
			const named = await nameAll([...waiting.map(writerOf), ...asked.map(askerOf)]);
			return {
				reports: waiting.map((report) => ({ ...report, ...named(writerOf(report)) })),
				requests: asked.map((request) => ({ ...request, ...named(askerOf(request)) })),
			};
		},
		async sent(actor) {
			const personId = personIdOf(actor);
			return {
				reports: await reports.sent(personId, mostListed),
				requests: await requests.sent(personId, mostListed),
			};
		},
		async reportsOf(actor, itemId) {
			const found = await reports.received(actor, { itemId, limit: mostListed });
			const named = await nameAll(found.map(writerOf));
			return found.map((report) => ({ ...report, ...named(writerOf(report)) }));
		},
		async report(actor, id) {
			const received = await reports.open(actor, id).catch(nullIfMissing);
			const report = received ?? (await reports.openSent(personIdOf(actor), id));
			const answerer = { personId: report.answeredBy, organisationId: null };
			const named = await nameAll([writerOf(report), answerer]);
			return {
				report: { ...report, ...named(writerOf(report)) },
				mayAnswer: received !== null && report.closedAt === null,
				answerer: named(answerer).writer,
			};
		},
		async request(reader, id) {
			const { actor } = reader;
			const received = await requests.get(id).catch(nullIfMissing);
			if (!received || !access.can(actor, 'content.publish', received)) {
				return { kind: 'sent', request: await requests.openSent(personIdOf(actor), id) };
			}
			const named = await nameAll([askerOf(received)]);
			return {
				kind: 'received',
				request: { ...received, ...named(askerOf(received)) },
				...(await waysToGrant(received)),
			};
		},
		item: (reader, id, language) => content.read(reader, { id }, language),
		async readable(reader, address) {
			const found = await content.locate({ ...reader, actor: namer }, address);
			const item = await content.read(reader, { id: found?.id ?? '' }).catch(nullIfMissing);
			return item?.url ?? null;
		},
	};
	return feedback;

	/** Asked only while it is to be decided. */
	async function waysToGrant(request: ReceivedRequest) {
		if (request.outcome !== null) return { readable: false, shareable: false };
		const { readable, audience } = await access.reach(request.requesterId, request.itemId);
		const hasOrganisation = request.requesterOrganisationId !== null;
		return { readable, shareable: !readable && hasOrganisation && isOpenToOrganisations(audience) };
	}

	async function nameAll(writers: readonly Writer[]): Promise<(writer: Writer) => WriterName> {
		const ids = writers.flatMap(({ personId, organisationId }) =>
			[personId ?? [], organisationId ?? []].flat(),
		);
		const names = await people.names([...new Set(ids)]);
		return ({ personId, organisationId }) => ({
			writer: names.get(personId ?? '') ?? null,
			writerOrganisation: names.get(organisationId ?? '') ?? null,
		});
	}
}

interface Writer {
	readonly personId: string | null;
	readonly organisationId: string | null;
}

type WriterName = Pick<Named<unknown>, 'writer' | 'writerOrganisation'>;

function writerOf({ reporterId, reporterOrganisationId }: Report): Writer {
	return { personId: reporterId, organisationId: reporterOrganisationId };
}

function askerOf({ requesterId, requesterOrganisationId }: ReceivedRequest): Writer {
	return { personId: requesterId, organisationId: requesterOrganisationId };
}
