import type { FieldValues } from 'verbund';

/** A part of a course that begins from a template; its texts are keys of the translations. */
type TemplatePart =
	| { readonly kind: 'section'; readonly title: string }
	| {
			readonly kind: 'lesson';
			readonly title: string;
			readonly body?: string;
			readonly fields?: FieldValues;
	  };

export const templateIds = ['empty', 'briefing', 'induction', 'workshop'] as const;
export type TemplateId = (typeof templateIds)[number];

const lesson = (key: string, fields?: FieldValues): TemplatePart => ({
	kind: 'lesson',
	title: `training.template.${key}`,
	body: `training.template.${key}.body`,
	...(fields ? { fields } : {}),
});
const section = (key: string): TemplatePart => ({ kind: 'section', title: `training.template.${key}` });

export const courseTemplates: Readonly<Record<TemplateId, readonly TemplatePart[]>> = {
	empty: [],
	/** What has to be told to many, and proved. */
	briefing: [lesson('why'), lesson('rules'), lesson('cases'), lesson('help')],
	/** The first weeks in a new job. */
	induction: [
		section('firstDay'),
		lesson('welcome'),
		lesson('house'),
		section('firstWeek'),
		lesson('people'),
		lesson('work'),
		section('firstMonth'),
		lesson('reflection', { task: 'text' }),
	],
	/** Prepared alone, met once, thought about afterwards. */
	workshop: [
		section('before'),
		lesson('preparation'),
		section('together'),
		lesson('meeting', { task: 'attendance' }),
		section('after'),
		lesson('transfer', { task: 'text' }),
	],
};
