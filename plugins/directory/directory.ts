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

	// Page and side bar of one request ask with the same actor: what was read for one serves the other.
	const sitesOfRequest = new WeakMap<Actor, Promise<readonly OrganisationSites[]>>();

	const directory: Directory = {
		async list(actor, text = '') {
			const entries = await withContacts(actor, await directory.listSites(actor));
			return entries.filter((entry) => matches(entry, text));
		},
		listSites(actor) {
			const known = sitesOfRequest.get(actor) ?? readSites(actor);
			sitesOfRequest.set(actor, known);
			return known;
		},
		async open(actor, slug) {
			const all = await directory.listSites(actor);
			const [entry] = await withContacts(
				actor,
				all.filter(({ organisation }) => organisation.slug === slug),
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

	async function withContacts(
		actor: Actor,
		wanted: readonly OrganisationSites[],
	): Promise<readonly DirectoryEntry[]> {
		const found = await contacts.list(
			actor,
			wanted.map(({ organisation }) => organisation.id),
		);
		return wanted.map((entry) => ({
			...entry,
			contacts: found.filter(({ organisationId }) => organisationId === entry.organisation.id),
		}));
	}

	async function readSites(actor: Actor): Promise<readonly OrganisationSites[]> {
		const all = await organisations.list();
		const ids = all.map(({ id }) => id);
		const shown = await settings.ofOrganisations('directory.showSites', ids);
		const open = ids.filter((id) => maySeeSites(actor, id, shown.get(id) === true));
		const sites = await organisations.sites(open);
		return all.map((organisation) => ({
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
