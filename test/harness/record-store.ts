import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { closeAfterTests } from './test-app.ts';

/** A learning record store that takes what follows the rules of xAPI 1.0.3, and remembers it. */
export interface RecordStoreServer {
	readonly url: string;
	readonly host: string;
	readonly received: Map<string, z.infer<typeof statement>>;
	/** What was wrong with what was refused. */
	readonly faults: string[];
	/** Answers with this status instead, as long as it is not null. */
	answer: number | null;
}

const user = 'hub:geheim-2026';

export async function startRecordStore(): Promise<RecordStoreServer> {
	const received = new Map<string, z.infer<typeof statement>>();
	const server: Server = createServer((request, response) => {
		void text(request).then((body) => {
			const end = (status: number, answer: unknown) =>
				response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
			if (store.answer !== null) return end(store.answer, {});
			if (request.headers.authorization !== `Basic ${Buffer.from(user).toString('base64')}`)
				return end(401, {});
			if (request.method !== 'POST' || request.url !== '/xapi/statements') return end(404, {});
			if (!String(request.headers['x-experience-api-version']).startsWith('1.0.')) return end(400, 'version');
			const parsed = z.array(statement).safeParse(JSON.parse(body));
			if (!parsed.success) {
				store.faults.push(z.prettifyError(parsed.error));
				return end(400, parsed.error.message);
			}
			if (parsed.data.some(({ id }) => received.has(id))) return end(409, 'id');
			for (const one of parsed.data) received.set(one.id, one);
			return end(
				200,
				parsed.data.map(({ id }) => id),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAfterTests(() => new Promise((resolve) => server.close(() => resolve())));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const store: RecordStoreServer = { url: `http://${host}/xapi/`, host, received, faults: [], answer: null };
	return store;
}

const iri = z
	.string()
	.refine((value) => /^[a-z][a-z\d+.-]*:/i.test(value) && URL.canParse(value), 'an absolute IRI');
const languageMap = z.record(z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, 'RFC 5646'), z.string());
/** Data, 2.4.4: an object with an id and a definition of IRIs. */
const activity = z.strictObject({
	objectType: z.literal('Activity').optional(),
	id: iri,
	definition: z
		.strictObject({
			name: languageMap.optional(),
			description: languageMap.optional(),
			type: iri.optional(),
			moreInfo: iri.optional(),
			extensions: z.record(iri, z.unknown()).optional(),
			interactionType: z
				.enum(
					'true-false choice fill-in long-fill-in matching performance sequencing likert numeric other'.split(
						' ',
					),
				)
				.optional(),
			correctResponsesPattern: z.array(z.string()).optional(),
		})
		// Data, 2.4.4.1
		.refine(
			({ type, interactionType }) =>
				(interactionType === undefined) === (type !== 'http://adlnet.gov/expapi/activities/cmi.interaction'),
			'an interaction says of what kind',
		)
		.optional(),
});
const timestamp = z.iso.datetime({ offset: true });

/** Data, 2: which properties there may be, which there must be, and of what kind. Nothing may be null or unknown. */
const statement = z
	.strictObject({
		id: z.uuid(),
		actor: z.strictObject({
			objectType: z.literal('Agent').optional(),
			name: z.string().optional(),
			account: z.strictObject({ homePage: iri, name: z.string().min(1) }),
		}),
		verb: z.strictObject({ id: iri, display: languageMap.optional() }),
		object: activity,
		result: z
			.strictObject({
				score: z
					.strictObject({
						scaled: z.number().min(-1).max(1).optional(),
						raw: z.number().optional(),
						min: z.number().optional(),
						max: z.number().optional(),
					})
					.refine(({ raw = 0, min = -Infinity, max = Infinity }) => raw >= min && raw <= max && max > min)
					.optional(),
				success: z.boolean().optional(),
				completion: z.boolean().optional(),
				response: z.string().optional(),
				duration: z.iso.duration().optional(),
			})
			.optional(),
		context: z
			.strictObject({
				registration: z.uuid().optional(),
				platform: z.string().optional(),
				language: z.string().optional(),
				contextActivities: z
					.strictObject({ parent: z.array(activity).optional(), grouping: z.array(activity).optional() })
					.optional(),
			})
			.optional(),
		timestamp: timestamp.optional(),
		version: z
			.string()
			.regex(/^1\.0\.\d+$/)
			.optional(),
	})
	.refine(
		({ context, object }) => !context?.platform || object.objectType === 'Activity',
		'platform is for activities',
	);
