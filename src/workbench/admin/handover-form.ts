import type { HandoverView } from '../../host/administration/handover.ts';
import type { Submission, WorkbenchLocals } from '../locals.ts';
import type { SelectOption } from '../ui/types.ts';

export interface HandoverForm {
	/** Who can take everything over. */
	readonly heirs: readonly SelectOption[];
	/** The same for one item, where nothing chosen means: as all the others. */
	readonly itemHeirs: readonly SelectOption[];
	/** Who can come into a group. */
	readonly groupHeirs: readonly SelectOption[];
	readonly admins: readonly SelectOption[];
	readonly afterwards: readonly { readonly value: string; readonly title: string; readonly text: string }[];
	readonly chosenEnd: string;
	value(name: string): string;
	error(name: string): string | undefined;
}

/** The form as it was sent, if it came back, else empty. */
export function handoverForm(
	{ people, groupChoices }: HandoverView,
	{ can, submission, t }: WorkbenchLocals,
): HandoverForm {
	const sent: Submission | null = submission?.command === 'accounts.handOver' ? submission : null;
	const persons = people.map(({ id, name }) => ({ value: `person:${id}`, title: name }));
	const groups = groupChoices.map(({ id, name }) => ({
		value: `group:${id}`,
		title: t('admin.handover.group', { name }),
	}));
	const ends = ['leave', 'stay', ...(can('network.manage') ? ['disable'] : [])];
	return {
		heirs: [...persons, ...groups],
		itemHeirs: [{ value: '', title: t('admin.handover.asAll') }, ...persons, ...groups],
		groupHeirs: [{ value: '', title: t('admin.handover.nobody') }, ...persons],
		admins: people.map(({ id, name }) => ({ value: id, title: name })),
		afterwards: ends.map((value) => ({
			value,
			title: t(`admin.handover.afterwards.${value}`),
			text: t(`admin.handover.afterwards.${value}.text`),
		})),
		chosenEnd: sent?.value('afterwards') ?? 'leave',
		value: (name) => sent?.value(name) ?? '',
		error: (name) => sent?.fieldError(name),
	};
}
