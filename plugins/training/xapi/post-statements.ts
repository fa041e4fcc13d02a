import { guardedRequest, type AllowedHosts } from 'verbund';

export interface PostOptions {
	/** Ends in a slash. */
	readonly endpoint: URL;
	readonly userName: string;
	readonly password: string;
	readonly allowed: AllowedHosts;
	readonly signal: AbortSignal;
}

const longestWait = 20_000;

/** `POST <endpoint>statements` after xAPI 1.0.3, Communication, 2.1.2. Follows no redirect. @returns the status */
export async function postStatements(
	json: string,
	{ endpoint, userName, password, allowed, signal }: PostOptions,
): Promise<number> {
	const response = await guardedRequest(new URL('statements', endpoint), {
		method: 'POST',
		allowed,
		signal: AbortSignal.any([signal, AbortSignal.timeout(longestWait)]),
		headers: {
			'Content-Type': 'application/json',
			'Content-Length': Buffer.byteLength(json),
			'X-Experience-API-Version': '1.0.3',
			Authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`,
		},
		body: json,
	});
	response.destroy();
	return response.statusCode ?? 0;
}
