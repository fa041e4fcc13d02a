import { notFound, type Actor, type Organisation, type Person, type PluginContext, type Site } from 'verbund';
import type { Contact } from './contact.ts';
import type { Contacts } from './contacts.ts';
import { matches } from './matches.ts';

/** What pages and other plugins ask the directory. */
export interface Directory {
	/** Organisations of the network with what the actor may see of them; with `text`, those in which it occurs. */
	list(actor: Actor, text?: string): Promise<readonly DirectoryEntry[]>;
	/** The same without people. */
	listSites(actor: Actor): Promise<readonly OrganisationSites[]>;
	/** @throws VerbundError `request.notFound` */
	open(actor: Actor, slug: string): Promise<DirectoryEntry>;
	/** @throws VerbundError `request.notFound`, also where it belongs to another organisation */
	contact(actor: Actor, organisationId: string, id: string): Promise<Contact>;
	/** What the form for a contact person offers. @throws VerbundError `access.denied` */
	openForChange(
		actor: Actor,
		slug: string,
	): Promise<{ organisation: Organisation; sites: readonly Site[]; members: readonly Person[] }>;
}

export interface OrganisationSites {
	readonly organisation: Organisation;
	/** Null where the organisation keeps them to itself. */
	readonly sites: readonly Site[] | null;
}

export interface DirectoryEntry extends OrganisationSites {
	readonly contacts: readonly Contact[];
}

export function createDirectory(context: PluginContext, contacts: Contacts): Directory {
	const { access, organisations, people, settings } = context;

	const directory: Directory = {
		async list(actor, text = '') {
			const entries = await entriesFor(actor, await organisations.list());
			return entries.filter((entry) => matches(entry, text));
		},
		listSites: async (actor) => sitesFor(actor, await organisations.list()),
		async open(actor, slug) {
			const all = await organisations.list();
			const [entry] = await entriesFor(
				actor,
				all.filter((organisation) => organisation.slug === slug),
			);
			if (!entry) throw notFound();
			return entry;
		},
		async contact(actor, organisationId, id) {
			const contact = await contacts.get(actor, id);
			if (contact.organisationId !== organisationId) throw notFound();
			return contact;
		},
		async openForChange(actor, slug) {
			const { organisation, sites } = await directory.open(actor, slug);
			// As for a command: what is not one's own to change answers like what is not there.
			if (!access.can(actor, 'directory.manage', { organisationId: organisation.id })) throw notFound();
			const members = await people.list(actor, { organisationId: organisation.id, limit: 1000 });
			return { organisation, sites: sites ?? [], members };
		},
	};
	return directory;

	async function entriesFor(
		actor: Actor,
		wanted: readonly Organisation[],
	): Promise<readonly DirectoryEntry[]> {
		const entries = await sitesFor(actor, wanted);
		const found = await contacts.list(
			actor,
			wanted.map(({ id }) => id),
		);
		return entries.map((entry) => ({
			...entry,
			contacts: found.filter(({ organisationId }) => organisationId === entry.organisation.id),
		}));
	}

	async function sitesFor(
		actor: Actor,
		wanted: readonly Organisation[],
	): Promise<readonly OrganisationSites[]> {
		const ids = wanted.map(({ id }) => id);
		const shown = await settings.ofOrganisations('directory.showSites', ids);
		const open = ids.filter((id) => maySeeSites(actor, id, shown.get(id) === true));
		const sites = await organisations.sites(open);
		return wanted.map((organisation) => ({
			organisation,
			sites: open.includes(organisation.id)
				? sites.filter(({ organisationId }) => organisationId === organisation.id)
				: null,
		}));
	}
}

/** A shelter's address is nobody's business: partners see sites where the organisation shows them, others never. */
function maySeeSites(actor: Actor, organisationId: string, shown: boolean): boolean {
	if (actor.kind !== 'person') return actor.kind === 'system';
	return (
		actor.memberships.some((membership) => membership.organisationId === organisationId) ||
		(shown && actor.memberships.length > 0)
	);
}
