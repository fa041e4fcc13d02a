import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestOrigin } from '../host/command.ts';
import type { Credentials } from '../host/visitor.ts';
import type { ClientReader } from './client-address.ts';
import type { Cookies } from './cookies.ts';
import { describeDevice } from './device.ts';

/** Headers by their names in lower case, each once. */
type StatedHeaders = Pick<IncomingMessage['headers'], 'cookie' | 'authorization' | 'accept-language'>;

/** What a request says about who sends it. */
export function readCredentials(headers: StatedHeaders, cookies: Cookies): Credentials {
	const { sessionToken, language } = cookies.read(headers.cookie);
	return {
		sessionToken,
		bearerToken: /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null,
		acceptLanguage: headers['accept-language'] ?? '',
		languageCookie: language,
	};
}

/** Lets commands start and end sessions without knowing of HTTP. */
export function requestOrigin(
	request: IncomingMessage,
	response: ServerResponse,
	{ cookies, clients, sessionId }: { cookies: Cookies; clients: ClientReader; sessionId: string | null },
): RequestOrigin {
	return {
		address: clients.address(request),
		device: describeDevice(request.headers['user-agent'] ?? ''),
		deviceOf: cookies.read(request.headers.cookie).deviceOf,
		sessionId,
		cookies: {
			start(token, personId) {
				response.appendHeader('Set-Cookie', cookies.session(token));
				response.appendHeader('Set-Cookie', cookies.device(personId));
			},
			end() {
				response.appendHeader('Set-Cookie', cookies.noSession());
			},
		},
	};
}
