import type { IncomingMessage } from 'node:http';
import type { App } from '../../app.ts';
import { VerbundError } from '../../errors.ts';
import type { RequestOrigin } from '../../host/command.ts';
import { identify, type Credentials, type Visitor } from '../../host/visitor.ts';
import type { InterfaceLanguage } from '../../l10n/languages.ts';
import type { ClientReader } from '../client-address.ts';
import type { Cookies } from '../cookies.ts';
import { describeDevice } from '../device.ts';
import { readCredentials } from '../request-origin.ts';

/** Who is behind a socket. */
export interface Attendance {
	readonly personId: string;
	readonly sessionId: string;
	/** With the rights of this moment: read anew if anything was written since. Null when the session is over. */
	visitor(): Promise<Visitor | null>;
	/** The same, where the session's standing is known: nothing is read while it stays. */
	visitorOf(standing: string | undefined): Promise<Visitor | null>;
	/** In which what went wrong is said. */
	language(): InterfaceLanguage;
	readonly origin: RequestOrigin;
}

export interface AttendanceParts {
	readonly app: App;
	readonly cookies: Cookies;
	readonly clients: ClientReader;
}

/** @throws VerbundError `access.signInRequired` */
export async function attend(
	{ app, cookies, clients }: AttendanceParts,
	request: IncomingMessage,
): Promise<Attendance> {
	const { sessionToken, ...rest } = readCredentials(request.headers, cookies);
	// A token is for scripts, which have no pages that change by themselves.
	const credentials: Credentials = { ...rest, sessionToken, bearerToken: null };
	const read = () => identify({ ...app, types: app.content.types }, credentials);
	let latest = await read();
	const { actor, session } = latest;
	if (actor.kind !== 'person' || session === null) throw new VerbundError('access.signInRequired');
	const sessionId = session.id;
	let known: string | undefined;
	const readAnew = async () => {
		latest = await read();
		return latest.session === null ? null : latest;
	};

	return {
		personId: actor.personId,
		sessionId,
		async visitor() {
			const mark = await app.accounts.sessions.glance(sessionId);
			return mark !== null && mark === latest.session?.changeMark ? latest : readAnew();
		},
		async visitorOf(standing) {
			if (standing === undefined) return null;
			if (standing === known) return latest;
			const visitor = await readAnew();
			known = standing;
			return visitor;
		},
		language: () => latest.language,
		origin: {
			address: clients.address(request),
			device: describeDevice(request.headers['user-agent'] ?? ''),
			deviceOf: cookies.read(request.headers.cookie).deviceOf,
			sessionId,
			cookies: {
				start() {
					// A socket has no answer that could carry a cookie.
					throw new VerbundError('request.methodNotAllowed');
				},
				end: () => undefined,
			},
		},
	};
}
