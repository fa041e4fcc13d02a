import type { ReadItem, Translate } from 'verbund';
import { entryIds, z } from 'verbund';

const stepSchema = z.object({
	title: z.string().catch(''),
	role: z.string().optional().catch(undefined),
	minutes: z.number().optional().catch(undefined),
	deadlineDays: z.number().optional().catch(undefined),
});

const formSchema = z.object({ title: z.string().catch(''), url: z.string().catch('') });

/** The steps as the reader sees them: who, how long, by when. */
export function toSteps({ fields, fieldHtml }: Pick<ReadItem, 'fields' | 'fieldHtml'>, t: Translate) {
	const steps = z.array(stepSchema).catch([]).parse(fields['steps']);
	const ids = entryIds(
		'steps',
		steps.map(({ title }) => title),
	);
	return steps.map(({ title, role, minutes, deadlineDays }, index) => ({
		...(ids[index] === undefined ? {} : { id: ids[index] }),
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
