import { z } from 'zod';
import type { SearchSource } from './prepared-document.ts';

/** What was given to the index, read from its tables. */
export function sourceOf(row: StoredRow): SearchSource {
	return {
		source: row.source,
		objectId: row.object_id,
		language: row.language,
		type: row.type,
		organisationId: row.organisation_id,
		title: row.title,
		headings: readTexts(row.headings),
		tags: readTexts(row.tags),
		text: row.text,
		updatedAt: row.updated_at,
	};
}

function readTexts(json: string): string[] {
	return listOfTexts.parse(JSON.parse(json));
}

interface StoredRow {
	readonly source: string;
	readonly object_id: string;
	readonly language: string;
	readonly type: string;
	readonly organisation_id: string;
	readonly title: string;
	readonly headings: string;
	readonly tags: string;
	readonly text: string;
	readonly updated_at: number;
}

const listOfTexts = z.array(z.string());
