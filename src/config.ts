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
	/** Addresses whose `X-Forwarded-For` and `X-Forwarded-Proto` count. */
	readonly trustedProxies: readonly string[];
	/** Shows the demo accounts on the sign-in page. */
	readonly demo: boolean;
}

const environmentSchema = z.object({
	PORT: z.coerce.number().int().min(0).max(65_535).default(4321),
	HOST: z.string().min(1).default('127.0.0.1'),
	VERBUND_BUILD: z.string().min(1).default('dist'),
	VERBUND_DATA: z.string().min(1).optional(),
	VERBUND_BACKUPS: z.string().min(1).optional(),
	VERBUND_URL: z.url({ protocol: /^https?$/ }).optional(),
	VERBUND_TRUSTED_PROXIES: z.string().default(''),
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
	const { PORT, HOST, VERBUND_BUILD, VERBUND_DATA, VERBUND_BACKUPS, VERBUND_URL, VERBUND_TRUSTED_PROXIES } =
		parsed.data;
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
		trustedProxies: VERBUND_TRUSTED_PROXIES.split(',')
			.map((address) => address.trim())
			.filter((address) => address !== ''),
		demo: mode.demo,
	};
}
