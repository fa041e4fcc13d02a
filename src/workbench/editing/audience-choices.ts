import type { WorkingItem } from '../../content/item.ts';
import type { Translate } from '../../l10n/translator.ts';
import type { WritingChoices } from '../../accounts/writing-choices.ts';

export interface AudienceChoice {
	readonly value: string;
	readonly title: string;
	readonly hint?: string;
	readonly chosen: boolean;
}

export interface AudienceChoices {
	readonly own: AudienceChoice;
	readonly partners: readonly AudienceChoice[];
	readonly groups: readonly AudienceChoice[];
	readonly network: AudienceChoice;
	readonly public: AudienceChoice;
}

/** Whom an item can be shown to, with those chosen who are sent or, before that, who may read it now. */
export function toAudienceChoices(
	{ organisation, audience }: Pick<WorkingItem, 'organisation' | 'audience'>,
	{ partners, groups }: WritingChoices,
	sent: readonly string[] | null,
	t: Translate,
): AudienceChoices {
	const present = audience.map((principal) =>
		principal === `organisation:${organisation.id}` ? 'own' : principal,
	);
	const choose = (value: string, title: string, hint?: string): AudienceChoice => ({
		value,
		title,
		chosen: (sent ?? present).includes(value),
		...(hint === undefined ? {} : { hint }),
	});
	return {
		own: choose('own', t('audience.own', { organisation: organisation.name })),
		partners: partners.map(({ id, name }) => choose(`organisation:${id}`, name)),
		groups: groups.map(({ id, name }) => choose(`group:${id}`, name)),
		network: choose('network', t('audience.network')),
		public: choose('public', t('audience.public'), t('audience.public.warning')),
	};
}
