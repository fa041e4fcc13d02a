import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { VerbundError } from '../errors.ts';
import type { RequestOrigin } from '../host/command.ts';
import { identify, type IdentifyAgain, type Visitor } from '../host/visitor.ts';
import { acceptedLanguages, type InterfaceLanguage } from '../l10n/languages.ts';
import { createTranslator, type Translate } from '../l10n/translator.ts';
import { loadCoreMessages } from '../l10n/core-messages.ts';
import { forgetClaim, isForContentHost, requireForeign } from './content-host.ts';
import { answerApi } from './api/routes.ts';
import { clientAddressHeader, createClientReader } from './client-address.ts';
import { compressed } from './compressed.ts';
import { createCookies, type Cookies } from './cookies.ts';
import { toErrorAnswer, type ErrorAnswer } from './error-answer.ts';
import { barePage, errorPageFor, isFromBrowser } from './error-page.ts';
import { organisationStyles } from './organisation-styles.ts';
import { guardRequest } from './request-guard.ts';
import { largestBody, readJsonBody } from './read-body.ts';
import { isForGateway } from './realtime/gateway.ts';
import { receiveFiles } from './receive-files.ts';
import { receiveImport } from './receive-import.ts';
import { receiveUploads } from './receive-uploads.ts';
import { limitReceiving } from './limit-receiving.ts';
import { endWithOneClick, isOneClick } from './one-click.ts';
import { sendFeed } from './send-feed.ts';
import { sendExport } from './send-export.ts';
import { sendFile } from './send-file.ts';
import { sendPersonalData } from './send-personal-data.ts';
import { sendLogo } from './send-logo.ts';
import { readCredentials, requestOrigin } from './request-origin.ts';
import { byteLength, pageKey } from './pages/stored-pages.ts';
import { setDataHeaders, setSecurityHeaders } from './security-headers.ts';
import { createStatics, isStatic } from './static-files.ts';
import { webManifest } from './web-manifest.ts';

/** Astro's handler in middleware mode. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** What is there by now: the server answers from its first moment, also while the app is still starting. */
export interface HubState {
	app: App | null;
	pages: PageHandler | null;
	/** Folder of built client files. */
	readonly clientFolder: string | null;
}

export function createHttpServer(config: Config, state: HubState): Server {
	const clients = createClientReader(config.trustedProxies);
	const translator = createTranslator();
	translator.add(loadCoreMessages());
	const statics = state.clientFolder === null ? null : createStatics(state.clientFolder);
	let cookies: Cookies | undefined;

	const server = createServer({ shouldUpgradeCallback: isForGateway }, (request, response) => {
		answer(request, response)
			.catch((error: unknown) => fail(request, response, error, translateFor(request)))
			.catch((error: unknown) => {
				console.error(error);
				response.destroy();
			});
	});
	server.headersTimeout = 20_000;
	// Counted by ourselves: a large file takes longer over a slow line.
	server.requestTimeout = 0;
	return server;

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		setSecurityHeaders(response, config);
		const url = parseUrl(request.url);
		if (isForContentHost(request, config)) return foreign(request, response, url);
		if (url.pathname === '/api/health') {
			sendJson(response, 200, { status: 'ok', version: state.app?.version ?? null });
			return;
		}
		guardRequest(request, config);
		forgetClaim(request);
		limitReceiving(request, url.pathname);
		const { app } = state;
		if (url.pathname === '/api/ready') {
			if (!app) throw new VerbundError('server.starting', { retryAfter: 2 });
			sendJson(response, 200, { status: 'ready', version: app.version });
			return;
		}
		if (!app) throw new VerbundError('server.starting', { retryAfter: 2 });
		cookies ??= createCookies(config, app.signingKey);
		if (url.pathname === '/organisations.css') return sendStyles(app, request, response, url);
		if (url.pathname.startsWith('/organisations/')) return sendLogo(app, response, url);
		if (url.pathname === '/manifest.webmanifest')
			return sendManifest(app, languageOf(request), request, response);
		if (url.pathname === '/files' || url.pathname.startsWith('/files/'))
			return files(app, cookies, request, response, url);
		if (url.pathname === '/uploads' || url.pathname.startsWith('/uploads/'))
			return uploads(app, cookies, request, response, url);
		if (url.pathname === '/imports')
			return answerAs(app, cookies, { request, response }, (visitor, origin, identifyAgain) =>
				receiveImport(app, { visitor, origin, identifyAgain }, request, response),
			);
		if (url.pathname.startsWith('/exports/')) return exportedFile(app, cookies, request, response, url);
		if (url.pathname.startsWith('/personal-data/')) return personalData(app, cookies, request, response, url);
		if (url.pathname.startsWith('/feeds/')) return feed(app, request, response, url);
		if (isOneClick(request)) return endWithOneClick(app, request, response);
		if (url.pathname.startsWith('/api/')) return api(app, cookies, request, response, url);
		if (statics && isStatic(url.pathname)) {
			statics(request, response, url.pathname, () => {
				const notFound = toErrorAnswer(new VerbundError('request.notFound'), (key) => key);
				sendError(request, response, notFound);
			});
			return;
		}
		const stored = await storedPage(app, cookies, request, url);
		await compressed(request, response);
		if (stored === null) return page(request, response);
		response.setHeader('Content-Type', 'text/html; charset=utf-8');
		response.setHeader('Content-Length', byteLength(stored));
		for (const piece of stored) response.write(piece);
		response.end();
	}

	async function foreign(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
		const { app } = state;
		if (!app) throw new VerbundError('server.starting', { retryAfter: 2 });
		requireForeign(request, url, app);
		await compressed(request, response);
		return page(request, response);
	}

	async function storedPage(app: App, ours: Cookies, request: IncomingMessage, url: URL) {
		if (request.method !== 'GET') return null;
		const key = pageKey(url, readCredentials(request.headers, ours), request.headers['user-agent']);
		return key && app.storedPages.find(key);
	}

	/** Answers as whoever asks; what goes wrong is said in their language. */
	async function answerAs(
		app: App,
		ours: Cookies,
		{ request, response }: { request: IncomingMessage; response: ServerResponse },
		work: (visitor: Visitor, origin: RequestOrigin, identifyAgain: IdentifyAgain) => Promise<void>,
	): Promise<void> {
		const identifyAgain = () =>
			identify({ ...app, types: app.content.types }, readCredentials(request.headers, ours));
		const visitor = await identifyAgain();
		const sessionId = visitor.session?.id ?? null;
		try {
			const origin = requestOrigin(request, response, { cookies: ours, clients, sessionId });
			await work(visitor, origin, identifyAgain);
		} catch (error) {
			await fail(request, response, error, app.translator.for(visitor.language));
		}
	}

	/** A page for whoever came with a browser, data for all others. */
	async function fail(
		request: IncomingMessage,
		response: ServerResponse,
		error: unknown,
		t: Translate,
	): Promise<void> {
		const answer = toErrorAnswer(error, t);
		const canShow = state.app && state.pages && !response.headersSent;
		const target = canShow ? errorPageFor(request, answer, config) : null;
		if (answer.retryAfter !== undefined && !response.headersSent)
			response.setHeader('Retry-After', answer.retryAfter);
		if (target === null) {
			sendError(request, response, answer);
			return;
		}
		closeUnlessRead(response);
		if (answer.status === 401) {
			response.writeHead(303, { Location: target }).end();
			return;
		}
		request.method = 'GET';
		request.url = target;
		delete request.headers['content-length'];
		await page(request, response);
	}

	async function api(app: App, ours: Cookies, request: IncomingMessage, response: ServerResponse, url: URL) {
		// First: who sends slowly has the rights that they have once all has come.
		const input = request.method === 'POST' ? await readJsonBody(request) : {};
		return answerAs(app, ours, { request, response }, async (visitor, origin) => {
			const asked = { app, request, response, url, input, visitor, origin };
			const { status = 200, type, body } = await answerApi(asked);
			await compressed(request, response);
			if (type === undefined) sendJson(response, status, body);
			else response.writeHead(status, { 'Content-Type': type }).end(String(body));
		});
	}

	function files(app: App, ours: Cookies, request: IncomingMessage, response: ServerResponse, url: URL) {
		return answerAs(app, ours, { request, response }, (visitor, origin, identifyAgain) =>
			request.method === 'POST'
				? receiveFiles(app, { visitor, origin, identifyAgain }, request, response)
				: sendFile(app, visitor, request, response, url),
		);
	}

	function uploads(app: App, ours: Cookies, request: IncomingMessage, response: ServerResponse, url: URL) {
		return answerAs(app, ours, { request, response }, (visitor, origin, identifyAgain) =>
			receiveUploads({ app, visitor, origin, identifyAgain, request, response }, url.pathname),
		);
	}

	function personalData(
		app: App,
		ours: Cookies,
		request: IncomingMessage,
		response: ServerResponse,
		url: URL,
	) {
		return answerAs(app, ours, { request, response }, (visitor) =>
			sendPersonalData(app, visitor, request, response, url.pathname.split('/')[2] ?? ''),
		);
	}

	async function feed(app: App, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
		await compressed(request, response);
		await sendFeed(app, request, response, url.pathname);
	}

	function exportedFile(
		app: App,
		ours: Cookies,
		request: IncomingMessage,
		response: ServerResponse,
		url: URL,
	) {
		return answerAs(app, ours, { request, response }, (visitor) =>
			sendExport(app, visitor, request, response, url.pathname.split('/')[2] ?? ''),
		);
	}

	async function page(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (!state.pages) throw new VerbundError('server.starting', { retryAfter: 2 });
		if (Number(request.headers['content-length'] ?? 0) > largestBody)
			throw new VerbundError('request.bodyTooLarge');
		request.headers[clientAddressHeader] = clients.address(request);
		delete request.headers['x-forwarded-for'];
		delete request.headers['x-forwarded-host'];
		delete request.headers['x-forwarded-proto'];
		await state.pages(request, response);
	}

	function translateFor(request: IncomingMessage): Translate {
		return (state.app?.translator ?? translator).for(languageOf(request));
	}
}

async function sendStyles(
	app: App,
	request: IncomingMessage,
	response: ServerResponse,
	{ searchParams }: URL,
): Promise<void> {
	const styles = organisationStyles(await app.accounts.organisations.list());
	setDataHeaders(response);
	response.setHeader('Content-Type', 'text/css; charset=utf-8');
	const seconds = searchParams.has('v') ? 31_536_000 : 300;
	response.setHeader('Cache-Control', `public, max-age=${seconds}`);
	response.end(request.method === 'HEAD' ? undefined : styles);
}

function languageOf({ headers }: IncomingMessage): InterfaceLanguage {
	const [language = 'de'] = acceptedLanguages(headers['accept-language'] ?? '');
	return language;
}

async function sendManifest(
	app: App,
	language: InterfaceLanguage,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const settings = await app.settings.read({ organisationId: null, personId: null });
	response.setHeader('Content-Type', 'application/manifest+json; charset=utf-8');
	response.setHeader('Cache-Control', 'public, max-age=300');
	response.setHeader('Vary', 'Accept-Language');
	const name = String(settings.get('network.name'));
	const manifest = webManifest(name, language, app.translator.for(language));
	response.end(request.method === 'HEAD' ? undefined : JSON.stringify(manifest));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
	setDataHeaders(response);
	response.statusCode = status;
	response.setHeader('Content-Type', 'application/json; charset=utf-8');
	response.end(JSON.stringify(body));
}

function sendError(
	request: IncomingMessage,
	response: ServerResponse,
	{ status, body, retryAfter }: ErrorAnswer,
): void {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	closeUnlessRead(response);
	if (!isFromBrowser(request)) return sendJson(response, status, body);
	response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
	response.end(barePage(body.error.message, retryAfter));
}

/** What the client still sends would be taken for its next request. */
function closeUnlessRead(response: ServerResponse): void {
	if (!response.req.complete) response.setHeader('Connection', 'close');
}

/** @throws VerbundError `request.malformed` */
function parseUrl(target = '/'): URL {
	if (!target.startsWith('/') || !URL.canParse(target, 'http://hub'))
		throw new VerbundError('request.malformed');
	const url = new URL(target.replace(/^\/+/, '/'), 'http://hub');
	if (!isDecodable(url.pathname)) throw new VerbundError('request.malformed');
	return url;
}

function isDecodable(path: string): boolean {
	try {
		decodeURIComponent(path);
		return true;
	} catch {
		return false;
	}
}
