import { notFound } from 'verbund';

type Locals = Pick<App.Locals, 'can' | 'content' | 'person' | 'setting' | 't'>;

interface Choice {
	readonly value: string;
	readonly title: string;
}

/** What can be chosen for a new room of one of the person's organisations. */
export async function openNewRoom({ can, content, person, setting, t }: Locals, query: URLSearchParams) {
	const organisations = (person?.organisations ?? []).filter(({ id }) =>
		can('chat.createRoom', { organisationId: id }),
	);
	const wanted = query.get('organisation') ?? person?.organisation?.id;
	const organisation = organisations.find(({ id }) => id === wanted) ?? organisations[0];
	if (!organisation) throw notFound();
	const { partners, groups } = can('content.write', { organisationId: organisation.id })
		? await content.choices(organisation.id)
		: { partners: [], groups: [] };
	const shared: readonly Choice[] = can('chat.openToPartners', { organisationId: organisation.id })
		? [
				...groups.map(({ id, name }) => ({ value: `group:${id}`, title: name })),
				...partners.map(({ id, name }) => ({ value: `organisation:${id}`, title: name })),
				{ value: 'network', title: t('chat.forNetwork') },
			]
		: [];
	return {
		organisation,
		organisations,
		audience: [{ value: 'own', title: organisation.name }, ...shared],
		retentionDays: Number(setting('chat.retentionDays')),
	};
}
