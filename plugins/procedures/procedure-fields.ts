import type { ReadItem, Translate } from 'verbund';
import { z } from 'verbund';

const stepSchema = z.object({
	title: z.string(),
	role: z.string().optional(),
	minutes: z.number().optional(),
	deadlineDays: z.number().optional(),
});

const formSchema = z.object({ title: z.string(), url: z.string() });

/** The steps as the reader sees them: who, how long, by when. */
export function toSteps({ fields, fieldHtml }: Pick<ReadItem, 'fields' | 'fieldHtml'>, t: Translate) {
	return z
		.array(stepSchema)
		.catch([])
		.parse(fields['steps'])
		.map(({ title, role, minutes, deadlineDays }, index) => ({
			title,
			...(fieldHtml[`steps.${index}.text`] === undefined ? {} : { html: fieldHtml[`steps.${index}.text`] }),
			...(role === undefined ? {} : { role }),
			...(minutes === undefined ? {} : { minutes }),
			...(deadlineDays === undefined ? {} : { deadline: t('procedures.deadline', { days: deadlineDays }) }),
		}));
}

export function toForms({
	fields,
}: Pick<ReadItem, 'fields'>): readonly { readonly title: string; readonly url: string }[] {
	return z.array(formSchema).catch([]).parse(fields['forms']);
}
