import { contentLanguages, sql, type PluginContext, type Reader } from 'verbund';
import { readFields, type AnnouncementFields } from './announcement-fields.ts';
import { type } from './announcement-type.ts';
import type { AnnouncementsTables } from './notices-table.ts';

/** What stands beside each published announcement, so that lists can be ordered and ended by it. */
export interface Notices {
	store(itemId: string, fields: AnnouncementFields): Promise<void>;
	/** Has its readers told, in the running transaction if there is one. */
	tell(published: Omit<Published, 'type'>): Promise<void>;
	notePublished(published: Published): Promise<void>;
	/** Notes what was published while nobody listened. */
	catchUp(): Promise<void>;
}

interface Published {
	readonly itemId: string;
	readonly type: string;
	readonly revision: number;
	readonly edition: number;
}

const mostAtOnce = 500;

export function createNotices({
	content,
	jobs,
	log,
	storage,
}: Pick<PluginContext, 'content' | 'jobs' | 'log' | 'storage'>): Notices {
	const notices: Notices = {
		async store(itemId, { importance, pinnedUntil, visibleUntil }) {
			const row = { importance, pinned_until: pinnedUntil, expires_at: visibleUntil, ended: 0 };
			await storage.transaction<AnnouncementsTables, unknown>((transaction) =>
				transaction
					.insertInto('announcements_notices')
					.values({ ...row, item_id: itemId, told_edition: 0 })
					.onConflict((conflict) => conflict.column('item_id').doUpdateSet(row).where(isChanged))
					.execute(),
			);
		},
		async tell({ itemId, revision, edition }) {
			const key = `${itemId}:${edition}`;
			await jobs.enqueue('announcements.tell', { itemId, revision, edition }, { key });
		},
		async notePublished({ itemId, type: published, revision, edition }) {
			if (published !== type) return;
			try {
				await storage.transaction(async () => {
					await note(itemId);
					await notices.tell({ itemId, revision, edition });
				});
			} catch (error) {
				log.error(`What was published of ${itemId} could not be noted.`, error);
			}
		},
		async catchUp() {
			const unnoted = await content.list(hub, {
				types: [type],
				among: sql`(select id from items where type = ${type} and id not in (select item_id from announcements_notices))`,
				order: 'newest',
				limit: mostAtOnce,
			});
			for (const { id } of unnoted) {
				await note(id).catch((error: unknown) => log.error(`${id} could not be noted.`, error));
			}
		},
	};
	return notices;

	async function note(itemId: string): Promise<void> {
		const { sourceLanguage, variants } = await content.open(hub, itemId);
		const published = variants.filter(({ publishedRevision }) => publishedRevision !== null);
		// A translation may be there before its source.
		const read = published.find(({ language }) => language === sourceLanguage) ?? published[0];
		if (!read) return;
		const { fields } = await content.source(hub, itemId, read.language);
		await notices.store(itemId, readFields(fields));
	}
}

/** What is written again as it stands makes all kept pages anew for nothing. */
const isChanged = sql<boolean>`(announcements_notices.importance, announcements_notices.pinned_until,
	announcements_notices.expires_at, announcements_notices.ended) is distinct from
	(excluded.importance, excluded.pinned_until, excluded.expires_at, excluded.ended)`;

const hub: Reader = {
	actor: { kind: 'system', purpose: 'announcements.note' },
	languages: contentLanguages,
	types: [type],
};
