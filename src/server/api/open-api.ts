import { z } from 'zod';
import type { App } from '../../app.ts';
import type { Translate } from '../../l10n/translator.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

const errorSchema = {
	type: 'object',
	required: ['error'],
	properties: {
		error: {
			type: 'object',
			required: ['code', 'message', 'fields'],
			properties: {
				code: { type: 'string' },
				message: { type: 'string', description: 'In the language of the caller.' },
				fields: {
					type: 'array',
					items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
				},
			},
		},
	},
} as const;

const failure = {
	description: 'What is wrong',
	content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};
const ok = (description: string) => ({
	description,
	content: { 'application/json': { schema: { type: 'object' } } },
});
const queryParameter = (name: string) => ({ name, in: 'query', schema: { type: 'string' } });

/** `GET /api/openapi.json`: everything that can be asked and done, from the commands' own schemas (OpenAPI 3.1). */
export async function openApi({ app, visitor }: ApiRequest): Promise<ApiAnswer> {
	const t = app.translator.for(visitor.language);
	const commands = await describeCommands(app, t, (text) => app.translator.resolve(visitor.language, text));
	return {
		body: {
			openapi: '3.1.0',
			info: { title: 'Verbund', version: app.version, license: { name: 'EUPL-1.2' } },
			paths: {
				'/api/health': { get: { summary: 'Is the process alive', responses: { 200: ok('Alive') } } },
				'/api/ready': {
					get: { summary: 'Is the hub ready to serve', responses: { 200: ok('Ready'), 503: failure } },
				},
				'/api/search': {
					get: {
						summary: 'Search what the caller may read',
						parameters: ['q', 'type', 'organisation', 'language', 'limit', 'cursor'].map(queryParameter),
						responses: { 200: ok('Hits and facets'), 422: failure },
					},
				},
				'/api/content/{id}': {
					get: {
						summary: 'An item with its published variants',
						parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
						responses: { 200: ok('The item'), 404: failure },
					},
				},
				'/api/items/{id}/keys': {
					get: {
						summary: 'Which switches in the menus of an item are on for the caller, such as a favourite',
						parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
						responses: { 200: ok('True or false for each key') },
					},
				},
				'/api/people': {
					get: {
						summary: 'People whom the caller may see',
						parameters: ['q', 'limit'].map(queryParameter),
						responses: { 200: ok('People with their organisations') },
					},
				},
				'/api/rooms/{id}': {
					get: {
						summary: 'What happened in a room after this number, such as messages of a chat',
						parameters: [
							{ name: 'id', in: 'path', required: true, schema: { type: 'string' } },
							...['key', 'after'].map(queryParameter),
						],
						responses: { 200: ok('Events in their order, and whether there are more'), 404: failure },
					},
				},
				'/api/tags': {
					get: {
						summary: 'Tags of what the caller may read',
						parameters: ['q', 'limit'].map(queryParameter),
						responses: { 200: ok('Tags with how often they are given') },
					},
				},
				'/api/titles': {
					get: {
						summary: 'Titles of the items that the text of an item links to',
						parameters: ['item', 'references'].map(queryParameter),
						responses: { 200: ok('Titles by reference'), 404: failure },
					},
				},
				...commands,
			},
			components: {
				schemas: { Error: errorSchema },
				securitySchemes: {
					token: { type: 'http', scheme: 'bearer' },
					session: { type: 'apiKey', in: 'cookie', name: 'verbund' },
				},
			},
			security: [{ token: [] }, { session: [] }, {}],
		},
	};
}

async function describeCommands(app: App, t: Translate, resolve: (text: string) => string) {
	const paths: [string, unknown][] = [];
	for (const { id, title, permission } of app.commands.declarations()) {
		const definition = await app.commands.definition(id).catch(() => null);
		if (!definition) continue;
		const schema = z.toJSONSchema(definition.input, { io: 'input', unrepresentable: 'any' });
		paths.push([
			`/api/commands/${id}`,
			{
				post: {
					operationId: id,
					summary: resolve(title),
					description: t('api.needsPermission', { permission }),
					'x-permission': permission,
					parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
					requestBody: { required: true, content: { 'application/json': { schema } } },
					responses: {
						200: ok('Done'),
						401: failure,
						403: failure,
						404: failure,
						409: failure,
						422: failure,
					},
				},
			},
		]);
	}
	return Object.fromEntries(paths);
}
