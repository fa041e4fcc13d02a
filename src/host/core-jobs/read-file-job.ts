import { z } from 'zod';
import type { StoreFileText } from '../../content/files/store-text.ts';
import { defineJob } from '../../jobs/job.ts';
import type { Catalogue } from '../../search/catalogue/catalogue.ts';

export interface ReadFileParts {
	readonly catalogue: Catalogue;
	readonly storeFileText: StoreFileText;
}

/** What is written in a file becomes findable. */
export function readFileJob({ catalogue, storeFileText }: ReadFileParts) {
	return defineJob({
		input: z.strictObject({ fileId: z.string() }),
		async run(_run, { fileId }) {
			await storeFileText(fileId);
			await catalogue.update();
		},
	});
}
