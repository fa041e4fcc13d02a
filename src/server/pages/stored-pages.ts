import { LRUCache } from 'lru-cache';
import { sql } from 'kysely';
import { digest } from '../../accounts/secrets.ts';
import type { Sessions } from '../../accounts/sessions.ts';
import type { Database } from '../../database/database.ts';
import { germanDay } from '../../l10n/german-days.ts';
import type { Credentials } from '../../host/visitor.ts';

/** What a page depends on beside the database: where, for whom, and what their browser said of itself. */
export interface PageKey {
	readonly path: string;
	/** Null for visitors without a session. */
	readonly sessionId: string | null;
	readonly languageCookie: string | null;
	readonly acceptLanguage: string;
	readonly userAgent: string;
}

/** A page that can be kept: its answer was 200, and nothing but the key and the database went into it. */
export interface RenderedPage {
	readonly html: string;
	/** Change mark from before the page's first query. */
	readonly changeMark: number;
	/** Idempotency keys of the forms on the page; each sending of it gets new ones. */
	readonly formKeys: readonly string[];
}

interface StoredPage {
	readonly changeMark: number;
	/** The German day that it was rendered on: texts may say what day it is. */
	readonly day: string;
	/** The page in UTF-8, cut where a form's key stood. */
	readonly segments: readonly Uint8Array[];
}

/** @returns null for API tokens, which read texts elsewhere */
export function pageKey(
	{ pathname, search }: Pick<URL, 'pathname' | 'search'>,
	{ sessionToken, bearerToken, languageCookie, acceptLanguage }: Credentials,
	userAgent = '',
): PageKey | null {
	if (bearerToken !== null) return null;
	const sessionId = sessionToken === null ? null : digest(sessionToken);
	return { path: pathname + search, sessionId, languageCookie, acceptLanguage, userAgent };
}

export interface StoredPages {
	/**
	 * The page as it would be rendered now, in UTF-8 and in pieces, or null. At most one query, which reads whether the
	 * session holds.
	 */
	find(key: PageKey): Promise<readonly Uint8Array[] | null>;
	keep(key: PageKey, page: RenderedPage): void;
	/** For visitors without a session; with one, the mark comes with it. */
	readMark(): Promise<number>;
}

/** Bytes of HTML kept at most. */
const capacity = 12_000_000;

/** Milliseconds; dates and "overdue since" move on although nobody writes. */
const longestKept = 60_000;

/**
 * The faster path for pages that are read again and again (decision 010). A page is kept for the very session that
 * asked for it, and sent again only while the database says that nothing was written since by anyone: rights and
 * texts are as fresh as in a page that is rendered.
 */
export function createStoredPages(
	database: Database,
	sessions: Pick<Sessions, 'glance'>,
	now = Date.now,
): StoredPages {
	const pages = new LRUCache<string, StoredPage>({
		maxSize: capacity,
		sizeCalculation: ({ segments }) => byteLength(segments) + 1,
		ttl: longestKept,
	});

	const stored: StoredPages = {
		async find(key) {
			const page = pages.get(toText(key));
			if (page?.day !== germanDay(now())) return null;
			const mark = key.sessionId === null ? await stored.readMark() : await sessions.glance(key.sessionId);
			return mark === page.changeMark ? withNewKeys(page) : null;
		},
		keep(key, { html, changeMark, formKeys }) {
			pages.set(toText(key), {
				changeMark,
				day: germanDay(now()),
				segments: cutAt(html, formKeys).map((part) => encoder.encode(part)),
			});
		},
		async readMark() {
			const { rows } = await sql<{ mark: number }>`select ${database.changeMark} as mark`.execute(
				database.query,
			);
			return rows[0]?.mark ?? -1;
		},
	};
	return stored;
}

/** Of all pieces. */
export function byteLength(pieces: readonly Uint8Array[]): number {
	return pieces.reduce((sum, { length }) => sum + length, 0);
}

function toText({ path, sessionId, languageCookie, acceptLanguage, userAgent }: PageKey): string {
	return JSON.stringify([path, sessionId, languageCookie, acceptLanguage, userAgent]);
}

function cutAt(html: string, formKeys: readonly string[]): readonly string[] {
	const [first, ...rest] = formKeys;
	return first === undefined ? [html] : html.split(first).flatMap((part) => cutAt(part, rest));
}

function withNewKeys({ segments: [first, ...rest] }: StoredPage): readonly Uint8Array[] {
	if (first === undefined) return [];
	return [first, ...rest.flatMap((segment) => [encoder.encode(crypto.randomUUID()), segment])];
}

/** Gives each piece bytes of its own: a `Buffer` that is small keeps a common store of 64 kB alive. */
const encoder = new TextEncoder();
