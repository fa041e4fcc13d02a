import { sessionSeconds } from '../accounts/sessions.ts';
import { sign, verify } from '../accounts/secrets.ts';
import type { Config } from '../config.ts';

const deviceSeconds = 400 * 24 * 60 * 60;

/** Names and attributes of the hub's cookies. `__Host-` binds them to this host over HTTPS (RFC 6265bis, 4.1.3). */
export function createCookies({ url }: Config, signingKey: string) {
	const secure = url.protocol === 'https:';
	const prefix = secure ? '__Host-' : '';
	const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
	const names = {
		session: `${prefix}verbund`,
		device: `${prefix}verbund-device`,
		language: 'verbund-language',
	};

	return {
		session: (token: string) => `${names.session}=${token}${attributes}; Max-Age=${sessionSeconds}`,
		noSession: () => `${names.session}=${attributes}; Max-Age=0`,
		device: (personId: string) =>
			`${names.device}=${sign(personId, signingKey)}${attributes}; Max-Age=${deviceSeconds}`,
		read(header: string | undefined) {
			const cookies = parseCookies(header ?? '');
			const device = cookies.get(names.device);
			return {
				sessionToken: cookies.get(names.session) ?? null,
				deviceOf: device === undefined ? null : verify(device, signingKey),
				language: cookies.get(names.language) ?? null,
			};
		},
	};
}

export type Cookies = ReturnType<typeof createCookies>;

function parseCookies(header: string): Map<string, string> {
	return new Map(
		header.split(';').flatMap((pair): [string, string][] => {
			const separator = pair.indexOf('=');
			return separator < 1 ? [] : [[pair.slice(0, separator).trim(), pair.slice(separator + 1).trim()]];
		}),
	);
}
