import { join, resolve } from 'node:path';
import { z } from 'zod';

/** How one process of the hub runs; from the environment, or made by a test. */
export interface Config {
	/** Folder of the installation: `plugins/`, `content/`, `dist/`. */
	readonly root: string;
	/** Built pages and client files. */
	readonly buildFolder: string;
	/** Database and files. */
	readonly dataFolder: string;
	/** Where backups lie; better on another disk. */
	readonly backupFolder: string;
	readonly host: string;
	readonly port: number;
	/** Address that people use; links in mails and the Origin check go by it. */
	readonly url: URL;
	/** True when `url` was set, so that no other host name is answered. */
	readonly urlIsFixed: boolean;
	/** A second address of the same hub, under which nothing runs but pages of strangers; null for none. */
	readonly contentUrl: URL | null;
	/** Addresses whose `X-Forwarded-For` and `X-Forwarded-Proto` count. */
	readonly trustedProxies: readonly string[];
	/** The server that takes the hub's mail; null where administrators set it up in the hub. */
	readonly mail: ConfiguredMailServer | null;
	/** Origins of the services through which browsers are woken; `*` stands for one part of a host's name. */
	readonly pushServices: readonly string[];
	/** Folders outside of the hub that organisations may have read; everything else on the disk stays closed. */
	readonly openFolders: readonly OpenFolder[];
	/** The scanner that every file is shown to, `clamd` by its socket or its address; null for none. */
	readonly virusScanner: ScannerAddress | null;
	/** Shows the demo accounts on the sign-in page. */
	readonly demo: boolean;
}

export interface OpenFolder {
	readonly path: string;
	/** Slug of the only organisation that may have it read; null for all. */
	readonly organisation: string | null;
}

export type ScannerAddress = { readonly path: string } | { readonly host: string; readonly port: number };

export interface ConfiguredMailServer {
	readonly host: string;
	readonly port: number;
	readonly security: 'tls' | 'starttls' | 'none';
	readonly user: string;
	readonly password: string;
	readonly from: string;
}

/** Of the browsers that people have; what a browser names besides them is not called. */
const usualPushServices = [
	'https://fcm.googleapis.com',
	'https://updates.push.services.mozilla.com',
	'https://*.push.apple.com',
	'https://*.notify.windows.com',
];

const environmentSchema = z.object({
	PORT: z.coerce.number().int().min(0).max(65_535).default(4321),
	HOST: z.string().min(1).default('127.0.0.1'),
	VERBUND_BUILD: z.string().min(1).default('dist'),
	VERBUND_DATA: z.string().min(1).optional(),
	VERBUND_BACKUPS: z.string().min(1).optional(),
	VERBUND_URL: z.url({ protocol: /^https?$/ }).optional(),
	VERBUND_CONTENT_URL: z.url({ protocol: /^https?$/ }).optional(),
	VERBUND_TRUSTED_PROXIES: z.string().default(''),
	VERBUND_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
	VERBUND_MAIL_FROM: z.email().optional(),
	VERBUND_PUSH_SERVICES: z.string().default(usualPushServices.join(',')),
	VERBUND_OPEN_FOLDERS: z.string().default(''),
	VERBUND_VIRUS_SCANNER: z.string().default(''),
});

/** A fault in the environment, in a sentence. */
export class ConfigError extends Error {}

/** @throws ConfigError naming the variable and what it takes */
export function readConfig(environment: NodeJS.ProcessEnv, root: string, mode: { demo: boolean }): Config {
	const parsed = environmentSchema.safeParse(environment);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new ConfigError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
	}
	const {
		PORT,
		HOST,
		VERBUND_BUILD,
		VERBUND_DATA,
		VERBUND_BACKUPS,
		VERBUND_URL,
		VERBUND_CONTENT_URL,
		VERBUND_TRUSTED_PROXIES,
		VERBUND_SMTP_URL,
		VERBUND_MAIL_FROM,
		VERBUND_PUSH_SERVICES,
		VERBUND_OPEN_FOLDERS,
		VERBUND_VIRUS_SCANNER,
	} = parsed.data;
	const dataFolder = resolve(root, VERBUND_DATA ?? (mode.demo ? join('data', 'demo') : 'data'));
	return {
		root,
		buildFolder: resolve(root, VERBUND_BUILD),
		dataFolder,
		backupFolder: resolve(root, VERBUND_BACKUPS ?? join(dataFolder, 'backups')),
		host: HOST,
		port: PORT,
		url: new URL(VERBUND_URL ?? `http://localhost:${PORT}`),
		urlIsFixed: VERBUND_URL !== undefined,
		contentUrl: readContentUrl(VERBUND_CONTENT_URL, VERBUND_URL),
		trustedProxies: listed(VERBUND_TRUSTED_PROXIES),
		mail:
			VERBUND_SMTP_URL === undefined ? null : readMailServer(new URL(VERBUND_SMTP_URL), VERBUND_MAIL_FROM),
		pushServices: listed(VERBUND_PUSH_SERVICES),
		openFolders: listed(VERBUND_OPEN_FOLDERS).map(readOpenFolder),
		virusScanner: readScannerAddress(VERBUND_VIRUS_SCANNER),
		demo: mode.demo,
	};
}

/** Another name than the hub's own: cookies are told apart by names, not by ports. */
function readContentUrl(written: string | undefined, hub: string | undefined): URL | null {
	if (written === undefined) return null;
	const url = new URL(written);
	const own = hub === undefined ? null : new URL(hub);
	if (own && url.hostname !== own.hostname && url.protocol === own.protocol && url.pathname === '/')
		return url;
	throw new ConfigError(
		'VERBUND_CONTENT_URL: an address with a name of its own, such as https://content.example.org, beside VERBUND_URL',
	);
}

function listed(value: string): readonly string[] {
	return value
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

/** `/srv/forms` for all organisations, `nord:/srv/nord` for one. */
function readOpenFolder(value: string): OpenFolder {
	const [, organisation, path = ''] = /^(?:([a-z0-9-]+):)?(\/.*)$/.exec(value) ?? [];
	if (path === '' || resolve(path) === '/') {
		throw new ConfigError(
			'VERBUND_OPEN_FOLDERS: folders such as /srv/forms or nord:/srv/nord, between commas',
		);
	}
	return { path: resolve(path), organisation: organisation ?? null };
}

function readScannerAddress(value: string): ScannerAddress | null {
	const address = scannerAddressIn(value);
	if (address !== 'misconfigured') return address;
	throw new ConfigError('VERBUND_VIRUS_SCANNER: a socket such as /run/clamav/clamd.ctl, or host:port');
}

/** `/run/clamav/clamd.ctl`, `clamav:3310`, or nothing. */
export function scannerAddressIn(value: string): ScannerAddress | 'misconfigured' | null {
	const address = value.trim();
	if (address === '') return null;
	if (address.startsWith('/')) return { path: address };
	const [, host, port] = /^([^:/\s]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(address) ?? [];
	if (host === undefined || Number(port) > 65_535) return 'misconfigured';
	return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/**
 * `smtps://` is encrypted from the beginning, `smtp://` after STARTTLS, which must succeed;
 * `smtp://…?security=none` goes without, for a server on the same machine.
 */
function readMailServer(url: URL, from: string | undefined): ConfiguredMailServer {
	if (from === undefined) throw new ConfigError('VERBUND_MAIL_FROM: the address that mail comes from');
	const security = url.protocol === 'smtps:' ? 'tls' : 'starttls';
	return {
		host: url.hostname,
		port: url.port === '' ? (security === 'tls' ? 465 : 587) : Number(url.port),
		security: url.searchParams.get('security') === 'none' ? 'none' : security,
		user: decodeURIComponent(url.username),
		password: decodeURIComponent(url.password),
		from,
	};
}
