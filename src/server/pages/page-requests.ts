import type { App } from '../../app.ts';
import { createCookies } from '../cookies.ts';
import { describeDevice } from '../device.ts';
import { contentHostHeader } from '../content-host.ts';
import { clientAddressHeader } from '../client-address.ts';
import { readCredentials } from '../request-origin.ts';
import { openPage, type OpenedPage } from './open-page.ts';
import { pageKey } from './stored-pages.ts';

/** A page request as the web platform describes it. */
export interface WebPageRequest {
	readonly url: URL;
	readonly route: string;
	readonly method: string;
	readonly headers: Headers;
	readonly form: FormData | null;
	readonly setCookie: (cookie: string) => void;
}

/** `isForeign` under the second host name. */
export type OpenPage = (request: WebPageRequest) => Promise<OpenedPage & { readonly isForeign: boolean }>;

/** Reads credentials and origin from the headers and opens the page. */
export function createPageOpener(app: App): OpenPage {
	const cookies = createCookies(app.config, app.signingKey);

	return async ({ url, route, method, headers, form, setCookie }) => {
		const isForeign = headers.has(contentHostHeader);
		const { deviceOf } = cookies.read(headers.get('cookie') ?? undefined);
		const stated = Object.fromEntries(headers);
		const credentials = readCredentials(stated, cookies);
		const opened = await openPage(app, {
			url,
			route,
			form,
			credentials,
			key: method === 'GET' && !isForeign ? pageKey(url, credentials, stated['user-agent']) : null,
			origin: (sessionId) => ({
				address: headers.get(clientAddressHeader) ?? '',
				device: describeDevice(headers.get('user-agent') ?? ''),
				deviceOf,
				sessionId,
				cookies: {
					start(token, personId) {
						setCookie(cookies.session(token));
						setCookie(cookies.device(personId));
					},
					end: () => setCookie(cookies.noSession()),
				},
			}),
		});
		return { ...opened, isForeign };
	};
}
