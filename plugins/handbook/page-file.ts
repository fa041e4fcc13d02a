import { parse } from 'yaml';
import { z } from 'verbund';

const audiences = ['reader', 'author', 'admin', 'author-of-plugins'] as const;

const frontMatterSchema = z.strictObject({
	title: z.string().min(1),
	/** One sentence for the table of contents. */
	summary: z.string().default(''),
	/** Smaller stands higher. */
	order: z.number(),
	/** For whom it is written; everybody may read it. */
	audience: z.enum(audiences),
});

export interface PageFile extends z.infer<typeof frontMatterSchema> {
	readonly body: string;
}

/** @throws Error saying what is wrong with the front matter */
export function parsePageFile(text: string): PageFile {
	const [, frontMatter, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replace(/\r\n/g, '\n')) ?? [];
	if (frontMatter === undefined || body === undefined) throw new Error('It has no front matter.');
	return { ...frontMatterSchema.parse(parse(frontMatter)), body: body.trim() };
}
