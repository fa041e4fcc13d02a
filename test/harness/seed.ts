import type { App } from '../../src/app.ts';
import type { TestApp } from './test-app.ts';
import type { TestNetwork } from './test-network.ts';

export interface SeedItem {
	readonly title?: string;
	readonly summary?: string;
	readonly body?: string;
	readonly fields?: Readonly<Record<string, unknown>>;
	readonly language?: string;
	readonly type?: string;
	/** Who owns it; written by an author or administrator of theirs. */
	readonly owner?: 'alpha' | 'beta';
	readonly collectionId?: string;
	/** Who may read it once it is published: the owner's members unless given. */
	readonly audience?: readonly string[];
	/** False leaves it a draft. */
	readonly published?: boolean;
}

export interface SeededItem {
	readonly id: string;
	readonly revision: number;
	readonly slug: string;
	/** Address of its page. */
	readonly url: string;
}

/** Puts things into the hub by the commands that people use. */
export interface Seed {
	item(item?: SeedItem): Promise<SeededItem>;
	collection(title: string, owner?: 'alpha' | 'beta'): Promise<string>;
	/** A published further language of an item. */
	variant(itemId: string, language: string, text: { title: string; body?: string }): Promise<void>;
}

export function createSeed(app: App, network: TestNetwork, as: TestApp['as']): Seed {
	const writerOf = (owner: 'alpha' | 'beta') => (owner === 'alpha' ? as.author : as.foreignAdmin);

	return {
		async item({ owner = 'alpha', audience = ['own'], published = true, ...text } = {}) {
			const { type = 'procedure', language = 'de', title = 'Fundsachen verwahren' } = text;
			const created = await writerOf(owner).execute('content.create', {
				...text,
				type,
				language,
				title,
				organisationId: network[owner],
			});
			const { id, revision } = created as unknown as { id: string; revision: number };
			if (published) {
				await writerOf(owner).execute('content.publish', { itemId: id, language, revision, audience });
			}
			const { slug } = await app.database.query
				.selectFrom('items')
				.select('slug')
				.where('id', '=', id)
				.executeTakeFirstOrThrow();
			const route = app.content.types.find(type)?.route ?? '';
			return { id, revision, slug, url: `${route}/${owner}/${slug}` };
		},
		async collection(title, owner = 'alpha') {
			const created = await writerOf(owner).execute('content.createCollection', {
				organisationId: network[owner],
				title,
			});
			return created['id'] ?? '';
		},
		async variant(itemId, language, text) {
			const saved = await as.author.execute('content.saveDraft', {
				itemId,
				language,
				expectedRevision: 0,
				...text,
			});
			await as.author.execute('content.publish', { itemId, language, revision: saved['revision'] });
		},
	};
}
