import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { VerbundError } from '../errors.ts';

// OWASP Password Storage Cheat Sheet: argon2id with 46 MiB, one pass, one lane.
const current = { memory: 47_104, passes: 1, parallelism: 1, tagLength: 32 };
const atMostAtOnce = 2;
const longestQueue = 50;

const derive = promisify(argon2);

export interface Passwords {
	/** PHC string: `$argon2id$v=19$m=47104,t=1,p=1$salt$hash`. */
	hash(password: string): Promise<string>;
	/** Takes the same time when there is no hash to compare with. */
	verify(hash: string | null, password: string): Promise<boolean>;
}

/** @throws VerbundError `accounts.throttled` when too many people sign in at the same moment */
export function createPasswords(): Passwords {
	const waiting: (() => void)[] = [];
	let active = 0;

	return {
		async hash(password) {
			const salt = randomBytes(16);
			const tag = await limited(password, salt, current);
			return `$argon2id$v=19$m=${current.memory},t=${current.passes},p=${current.parallelism}$${encode(salt)}$${encode(tag)}`;
		},
		async verify(hash, password) {
			const stored = hash === null ? null : parse(hash);
			const { salt, tag, ...cost } = stored ?? { ...current, salt: Buffer.alloc(16), tag: Buffer.alloc(32) };
			const computed = await limited(password, salt, { ...cost, tagLength: tag.length });
			return stored !== null && timingSafeEqual(computed, tag);
		},
	};

	async function limited(password: string, nonce: Buffer, cost: typeof current): Promise<Buffer> {
		if (waiting.length >= longestQueue) throw new VerbundError('accounts.throttled', { retryAfter: 10 });
		if (active >= atMostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
		active += 1;
		try {
			return await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
		} finally {
			active -= 1;
			waiting.shift()?.();
		}
	}
}

function encode(bytes: Buffer): string {
	return bytes.toString('base64').replace(/=+$/, '');
}

function parse(hash: string) {
	const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash);
	if (!match) return null;
	const [, memory, passes, parallelism, salt = '', tag = ''] = match;
	return {
		memory: Number(memory),
		passes: Number(passes),
		parallelism: Number(parallelism),
		tagLength: current.tagLength,
		salt: Buffer.from(salt, 'base64'),
		tag: Buffer.from(tag, 'base64'),
	};
}
