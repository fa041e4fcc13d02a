import type { App } from '../../app.ts';
import { find } from '../find/find.ts';
import type { Visitor } from '../visitor.ts';
import type { ChoiceKind } from './argument-steps.ts';
import { maySomewhere } from './palette-menu.ts';

export interface Choice {
	readonly value: string;
	readonly title: string;
	readonly detail: string | null;
	readonly language?: string;
}

export interface ChoiceRequest {
	readonly kind: ChoiceKind;
	readonly permission: string;
	/** The permission is asked for what is named: things of organisations where the actor lacks it are left out. */
	readonly isTargeted: boolean;
	readonly text: string;
	/** Chosen in an earlier step. */
	readonly organisationId: string | null;
}

const most = 20;

/** Things that the actor may name as an argument, by a part of their name. */
export async function argumentChoices(
	app: App,
	visitor: Visitor,
	request: ChoiceRequest,
): Promise<readonly Choice[]> {
	if (!maySomewhere(app.access, visitor.actor, request.permission)) return [];
	return providers[request.kind](app, visitor, request);
}

type Provider = (app: App, visitor: Visitor, request: ChoiceRequest) => Promise<readonly Choice[]>;

const providers: Readonly<Record<ChoiceKind, Provider>> = {
	async organisation(app, visitor, request) {
		const organisations = await organisationsFor(app, visitor, request);
		return matching(organisations, request.text, ({ id, name }) => ({
			value: id,
			title: name,
			detail: null,
		}));
	},
	async group(app, visitor, request) {
		const organisations = await organisationsFor(app, visitor, request);
		const groups = await app.accounts.groups.list(organisations.map(({ id }) => id));
		return matching(groups, request.text, (group) => ({
			value: group.id,
			title: group.name,
			detail: organisations.find(({ id }) => id === group.organisationId)?.name ?? null,
		}));
	},
	async collection(app, visitor, request) {
		const organisations = await organisationsFor(app, visitor, request);
		const lists = await Promise.all(
			organisations.slice(0, most).map(async ({ id, name }) => {
				const filter = { organisationId: id, types: [], withEmpty: true, limit: 500 };
				const collections = await app.content.collections.list(visitor.reader, filter);
				return collections.map((collection) => ({ ...collection, organisation: name }));
			}),
		);
		return matching(lists.flat(), request.text, ({ id, title, organisation }) => ({
			value: id,
			title,
			detail: organisation,
		}));
	},
	async item(app, visitor, request) {
		const organisations = request.isTargeted ? await organisationsFor(app, visitor, request) : undefined;
		if (organisations?.length === 0) return [];
		if (request.text.trim() === '') return newestItems(app, visitor, organisations);
		const { hits } = await find(app, visitor, {
			text: request.text,
			types: visitor.reader.types,
			...(organisations ? { organisations: organisations.map(({ slug }) => slug) } : {}),
			limit: most,
		});
		const items = hits.filter(({ kind }) => kind === 'content');
		return items.map(({ id, title, organisation, language }) => ({
			value: id,
			title: title.text,
			detail: organisation?.name ?? null,
			language,
		}));
	},
	async person({ accounts }, { actor }, { text, organisationId }) {
		const people = await accounts.people.list(actor, {
			text,
			limit: most,
			...(organisationId === null ? {} : { organisationId }),
		});
		return people.map(({ id, name }) => ({ value: id, title: name, detail: null }));
	},
	async plugin({ host, translator }, { language }, { text }) {
		const plugins = host.plugins.map(({ id, manifest }) => ({
			value: id,
			title: translator.resolve(language, manifest.displayName),
			detail: null,
		}));
		return Promise.resolve(matching(plugins, text, (plugin) => plugin));
	},
};

async function newestItems(
	{ content }: App,
	{ reader }: Visitor,
	organisations: readonly { id: string }[] | undefined,
): Promise<readonly Choice[]> {
	const filters = organisations?.slice(0, 5).map(({ id }) => ({ organisationId: id })) ?? [{}];
	const lists = await Promise.all(
		filters.map((filter) => content.list(reader, { ...filter, order: 'newest', limit: most })),
	);
	return lists
		.flat()
		.sort((a, b) => b.publishedAt - a.publishedAt)
		.slice(0, most)
		.map(({ id, title, organisation, language }) => ({
			value: id,
			title,
			detail: organisation.name,
			language,
		}));
}

/** Organisations in which the actor holds the permission; one's own where it takes no role. */
async function organisationsFor(
	{ access, accounts }: App,
	{ actor, account }: Visitor,
	{ permission }: ChoiceRequest,
) {
	const all = await accounts.organisations.list();
	const needsRole = access.declarations().some(({ id, scope }) => id === permission && scope !== 'signedIn');
	const isOwn = (id: string) =>
		account?.memberships.some(({ organisationId }) => organisationId === id) ?? false;
	return all.filter(({ id }) =>
		needsRole ? access.can(actor, permission, { organisationId: id }) : isOwn(id),
	);
}

function matching<Thing>(
	things: readonly Thing[],
	text: string,
	toChoice: (thing: Thing) => Choice,
): readonly Choice[] {
	const wanted = text.trim().toLocaleLowerCase('de');
	return things
		.map(toChoice)
		.filter(({ title, detail }) => `${title} ${detail ?? ''}`.toLocaleLowerCase('de').includes(wanted))
		.sort((a, b) => a.title.localeCompare(b.title, 'de'))
		.slice(0, most);
}
