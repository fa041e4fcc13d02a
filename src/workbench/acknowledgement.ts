import type { OrganisationReport } from '../content/acknowledgement/report.ts';
import type { ItemAcknowledgement } from '../host/acknowledgements/acknowledgements-for.ts';
import type { WorkingItem } from '../content/item.ts';
import { titleOf } from './editing/item-crumbs.ts';
import { requireType } from './editing/editor.ts';
import type { WorkbenchLocals } from './locals.ts';
import type { TableRow } from './ui/types.ts';

interface ConcernedChoice {
	readonly value: string;
	readonly title: string;
	readonly chosen: boolean;
}

/** What the page shows on which one asks for acknowledgement, and sees what came of it. */
export async function openAcknowledgement(locals: WorkbenchLocals, id: string) {
	const { acknowledgements, content, submission, t } = locals;
	const found = await acknowledgements.ofItem(id);
	const item = await content.open(id);
	const { groups, partners } = await content.choices(item.organisation.id);
	const sent = submission?.command === 'acknowledgements.ask' ? submission : null;
	const chosen = sent?.names.includes('concerned')
		? sent.values('concerned')
		: (found.choice?.concerned ?? []);
	const choose = (value: string, title: string): ConcernedChoice => ({
		value,
		title,
		chosen: chosen.includes(value),
	});
	const dueAt = found.choice?.dueAt ?? null;
	return {
		item,
		type: requireType(locals, item),
		title: titleOf(item),
		isAsked: found.choice !== null,
		report: found.report,
		stored: { dueAt, concerned: found.choice?.concerned ?? null },
		dueAt: sent?.value('dueAt') ?? (dueAt === null ? '' : new Date(dueAt).toISOString().slice(0, 10)),
		concerned: [
			{
				title: t('acknowledgement.organisations'),
				choices: [{ ...item.organisation }, ...partners]
					.filter((organisation) => reads(item, `organisation:${organisation.id}`))
					.map((organisation) => choose(`organisation:${organisation.id}`, organisation.name)),
			},
			{
				title: t('audience.groups'),
				choices: groups.map((group) => choose(`group:${group.id}`, group.name)),
			},
			{
				title: t('acknowledgement.roles'),
				choices: found.roles.map((role) => choose(`role:${role}`, t(`role.${role}`))),
			},
		].filter(({ choices }) => choices.length > 1 || choices.some((choice) => choice.chosen)),
	};
}

/** Whether the audience may hold people of it. */
function reads({ audience }: WorkingItem, principal: string): boolean {
	return audience.some(
		(one) => one === principal || one === 'network' || one === 'public' || one.startsWith('group:'),
	);
}

/** How many are missing, by organisation. */
export function organisationRows(
	{ organisations }: NonNullable<ItemAcknowledgement['report']>,
	{ t }: WorkbenchLocals,
): TableRow[] {
	return organisations.map(({ name, concerned, confirmed, naming }: OrganisationReport) => ({
		organisation: name ?? t('acknowledgement.noOrganisation'),
		concerned,
		confirmed: confirmed ?? t('acknowledgement.tooFew'),
		missing: confirmed === null ? '' : concerned - confirmed,
		names: t(`acknowledgement.naming.${naming}`),
	}));
}
