import { contentLanguages, defineCommand, z, type DraftText, type PluginContext } from 'verbund';
import { createEntryId } from './course-fields.ts';
import { courseType, lessonType } from './course-type.ts';
import { withRows, type OutlineRow } from './outline.ts';
import { courseTemplates, templateIds } from './templates.ts';

/** A course in one step: a title, and the outline that a template begins with. */
export function createCreateCourse({
	access,
	content,
	l10n,
}: Pick<PluginContext, 'access' | 'content' | 'l10n'>) {
	return defineCommand({
		input: z.strictObject({
			organisationId: z.string().min(1).max(64),
			title: z.string().trim().min(1).max(200),
			language: z.enum(contentLanguages).default('de'),
			template: z.enum(templateIds).default('empty'),
		}),
		target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
		async run({ actor }, { organisationId, title, language, template }) {
			access.require(actor, 'content.write', { organisationId });
			const t = l10n.t(interfaceLanguages.parse(language));
			const place = { organisationId, collectionId: null, language };
			const rows: OutlineRow[] = [];
			for (const part of courseTemplates[template]) {
				const id = createEntryId();
				if (part.kind === 'section') {
					rows.push({ kind: 'section', id, title: t(part.title) });
					continue;
				}
				const body = part.body === undefined ? '' : t(part.body);
				const text = { title: t(part.title), summary: '', body, fields: part.fields ?? {} };
				const lesson = await content.create(actor, { ...place, type: lessonType }, text);
				rows.push({ kind: 'lesson', id, item: `item:${lesson.id}`, minutes: null });
			}
			const text: DraftText = { title, summary: '', body: '', fields: withRows({}, rows) };
			return content.create(actor, { ...place, type: courseType }, text);
		},
		audit: ({ organisationId }, { id }) => ({ objects: { item: id }, organisationId }),
	});
}

/** Templates are written in the languages of the interface. */
const interfaceLanguages = z.enum(['de', 'en', 'de-simple']).catch('de');
