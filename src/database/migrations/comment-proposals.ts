import type { Migration } from '../migrate.ts';

/** Words that a comment proposes in the place of those it is about. */
export const commentProposals: Migration = {
	name: '048-comment-proposals',
	async up(db) {
		await db.schema.alterTable('review_comments').addColumn('proposal', 'text').execute();
	},
};
