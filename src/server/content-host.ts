import type { IncomingMessage } from 'node:http';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { VerbundError, notFound } from '../errors.ts';

/** Set by the server alone: the answer goes to the second host name, where no page of the hub is shown. */
export const contentHostHeader = 'x-verbund-content-host';

/** Whether it was sent to the second host name, under which strangers' pages run that the hub only keeps. */
export function isForContentHost({ headers }: IncomingMessage, { contentUrl }: Config): boolean {
	return contentUrl !== null && headers.host === contentUrl.host;
}

/**
 * Under the second name there is nothing but what plugins declare as `foreign`, to be read, and nobody is anybody there:
 * what a browser sends along of cookies and tokens is not looked at.
 *
 * @throws VerbundError for everything else
 */
export function requireForeign(request: IncomingMessage, { pathname }: URL, { host }: App): void {
	if (request.method !== 'GET' && request.method !== 'HEAD')
		throw new VerbundError('request.methodNotAllowed');
	const folders = host.plugins.flatMap(({ manifest }) =>
		manifest.contributes.pages
			.filter(({ foreign }) => foreign)
			.map(({ route }) => route.replace(/\[.*/s, '')),
	);
	if (!folders.some((folder) => pathname.startsWith(folder))) throw notFound();
	// A worker of one package would go on living beside the others.
	if (request.headers['service-worker'] !== undefined) throw notFound();
	delete request.headers.cookie;
	delete request.headers.authorization;
	request.headers[contentHostHeader] = 'yes';
}

/** Whatever a client says of it. */
export function forgetClaim({ headers }: IncomingMessage): void {
	Reflect.deleteProperty(headers, contentHostHeader);
}
