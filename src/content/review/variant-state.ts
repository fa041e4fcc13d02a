import { sql } from 'kysely';

/** The state of a variant while somebody writes it: published with a newer draft, or only a draft. */
export const stateOfWriting = sql<
	'draft' | 'published'
>`case when published_revision is null then 'draft' else 'published' end`;
