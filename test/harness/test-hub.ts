import { request as sendRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import { placeApp } from '../../src/app-locator.ts';
import { createHttpServer, type PageHandler } from '../../src/server/http-server.ts';
import { listen } from '../../src/server/listen.ts';
import { openGateway } from '../../src/server/realtime/gateway.ts';
import {
	closeAfterTests,
	createTestApp,
	type TestApp,
	type TestAppOptions,
	type TestPerson,
} from './test-app.ts';
import type { Who } from './test-network.ts';

/** The hub behind a real port, with the pages built for this run. One at a time: pages find the latest one. */
export interface TestHub extends Omit<TestApp, 'as'> {
	readonly url: string;
	readonly port: number;
	readonly as: Readonly<Record<Who | 'anonymous', TestPerson & Client>>;
	/** A caller with these headers in every request. */
	client(headers?: Headers): Client;
}

type Headers = Readonly<Record<string, string>>;
type FormFields = Readonly<Record<string, string | readonly string[]>>;

export interface Client {
	/** Sent with every request: cookie or token. */
	readonly headers: Headers;
	send(method: string, path: string, message?: Message): Promise<Answer>;
	get(path: string, headers?: Headers): Promise<Answer>;
	/** Sends a form as a browser does from this hub. */
	post(path: string, fields: FormFields, headers?: Headers): Promise<Answer>;
	/** Runs a command over the JSON interface. */
	run(command: string, input?: unknown, headers?: Headers): Promise<Answer>;
}

export interface Message {
	readonly headers?: Headers;
	readonly body?: string | Buffer;
}

export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	/** The JSON of the answer, or an empty object where there is none. */
	readonly json: Record<string, never>;
}

export async function startTestHub(options: TestAppOptions = {}): Promise<TestHub> {
	const buildFolder = options.buildFolder ?? inject('buildFolder');
	const testApp = await createTestApp({ ...options, buildFolder });
	const { app, network } = testApp;
	placeApp(app);
	const module: unknown = await import(pathToFileURL(join(buildFolder, 'server', 'entry.mjs')).href);
	const { handler } = module as { handler: PageHandler };
	const state = { app, pages: handler, clientFolder: join(buildFolder, 'client') };
	const server = createHttpServer(app.config, state);
	const gateway = openGateway(server, app.config, state);
	await listen(server, app.config);
	closeAfterTests(async () => {
		await gateway.close();
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	const client = (headers: Headers = {}) => createClient(port, headers);

	const people = await Promise.all(
		Object.entries(network.people).map(async ([who, personId]) => {
			const token = await app.accounts.sessions.start(personId, 'Test', null);
			return [who, { ...testApp.as[who as Who], ...client({ cookie: `verbund=${token}` }) }];
		}),
	);
	return {
		...testApp,
		port,
		url: `http://localhost:${port}`,
		client,
		as: Object.fromEntries([
			...people,
			['anonymous', { ...testApp.as.anonymous, ...client() }],
		]) as TestHub['as'],
	};
}

function createClient(port: number, own: Headers): Client {
	const client: Client = {
		headers: own,
		send: (method, path, { headers = {}, body } = {}) =>
			exchange(
				port,
				method,
				path,
				{ host: `localhost:${port}`, ...lengthOf(body), ...own, ...headers },
				body,
			),
		get: (path, headers = {}) => client.send('GET', path, { headers }),
		post: (path, fields, headers = {}) =>
			client.send('POST', path, {
				headers: {
					'content-type': 'application/x-www-form-urlencoded',
					'sec-fetch-site': 'same-origin',
					...headers,
				},
				body: new URLSearchParams(
					Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
				).toString(),
			}),
		run: (command, input = {}, headers = {}) =>
			client.send('POST', `/api/commands/${command}`, {
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(input),
			}),
	};
	return client;
}

function lengthOf(body: string | Buffer | undefined): Headers {
	return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}

function exchange(
	port: number,
	method: string,
	path: string,
	headers: Headers,
	body: string | Buffer | undefined,
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const request = sendRequest(
			{ port, host: '127.0.0.1', method, path, headers, agent: false },
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					const text = Buffer.concat(chunks).toString('utf8');
					const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						text,
						json: isJson && text !== '' ? (JSON.parse(text) as Record<string, never>) : {},
					});
				});
			},
		);
		request.setTimeout(10_000, () =>
			request.destroy(new Error(`${method} ${path} was not answered in 10 s`)),
		);
		request.on('error', reject);
		request.end(body);
	});
}
