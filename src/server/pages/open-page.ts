import type { App } from '../../app.ts';
import { actingOrganisation } from '../../access/actor.ts';
import { searchContent } from '../../content/search-content.ts';
import { demoPassword, readDemoNetwork } from '../../demo.ts';
import { administrationFor } from '../../host/administration.ts';
import type { RequestOrigin } from '../../host/command.ts';
import { corePageRoutes, type PageRoute } from '../../host/page-routes.ts';
import { identify, type Credentials, type Visitor } from '../../host/visitor.ts';
import { formattersFor } from '../../l10n/formatters.ts';
import type { Translate } from '../../l10n/translator.ts';
import type {
	OrganisationBadge,
	PageContent,
	Place,
	SignedInPerson,
	Submission,
	WorkbenchLocals,
} from '../../workbench/locals.ts';
import { createFrame } from './frame.ts';
import { submit } from './submission.ts';

export interface PageRequest {
	readonly url: URL;
	/** Astro's name of the route, `/procedures/[slug]`. */
	readonly route: string;
	readonly credentials: Credentials;
	readonly origin: (sessionId: string | null) => RequestOrigin;
	/** The posted form, or null for a page that is only read. */
	readonly form: FormData | null;
}

export type OpenedPage =
	| { readonly kind: 'page'; readonly locals: WorkbenchLocals; readonly status: number }
	| { readonly kind: 'redirect'; readonly to: string; readonly locals: WorkbenchLocals }
	/** Shown as an error page, inside the same frame. */
	| { readonly kind: 'error'; readonly status: 403 | 404; readonly locals: WorkbenchLocals };

/** Everything that happens between a request and its page: who, may they, what was posted, what the page gets. */
export async function openPage(app: App, request: PageRequest): Promise<OpenedPage> {
	const { url, route, form } = request;
	const visitor = await identify({ ...app, types: app.content.types }, request.credentials);
	const t = app.translator.for(visitor.language);
	const locals = (submission: Submission | null) => createLocals(app, visitor, t, url, submission);
	const declared = findRoute(app, visitor, route);
	if (!declared) return { kind: 'error', status: 404, locals: locals(null) };
	if (!mayOpen(app, visitor, declared)) {
		if (visitor.actor.kind !== 'anonymous') return { kind: 'error', status: 403, locals: locals(null) };
		return {
			kind: 'redirect',
			to: `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`,
			locals: locals(null),
		};
	}
	if (!form) return { kind: 'page', status: 200, locals: locals(null) };
	const origin = request.origin(visitor.session?.id ?? null);
	const outcome = await submit(app, { visitor, origin, t, form, path: url.pathname + url.search });
	if (outcome.kind === 'done') return { kind: 'redirect', to: outcome.next, locals: locals(null) };
	return { kind: 'page', status: outcome.status, locals: locals(outcome.submission) };
}

/** The declaration of a route, if the plugin that brings it is on for this reader. */
function findRoute({ host }: App, { disabledPlugins }: Visitor, route: string): PageRoute | undefined {
	const ofPlugins = host.plugins
		.filter(({ id }) => !disabledPlugins.includes(id))
		.flatMap(({ id, manifest }) => manifest.contributes.pages.map((page) => ({ ...page, pluginId: id })));
	return [...corePageRoutes, ...ofPlugins].find((declared) => declared.route === route);
}

function mayOpen({ access }: App, { actor }: Visitor, { permission }: PageRoute): boolean {
	if (access.can(actor, permission)) return true;
	return actor.kind === 'person' && access.organisationsWhere(actor, permission).length > 0;
}

function createLocals(
	app: App,
	visitor: Visitor,
	t: Translate,
	url: URL,
	submission: Submission | null,
): WorkbenchLocals {
	const { actor, account, reader, settings, language } = visitor;
	const done = url.searchParams.get('done');
	const locals: WorkbenchLocals = {
		actor,
		person: toSignedInPerson(visitor),
		network: { name: String(settings.get('network.name')) },
		language,
		contentLanguages: reader.languages,
		theme: account?.preferences.theme ?? 'system',
		textSize: account?.preferences.textSize ?? 'normal',
		preferences: account?.preferences ?? {},
		t,
		format: formattersFor(language),
		frame: createFrame({ app, visitor, t, path: url.pathname, place: (): Place => locals.place }),
		notice: noticeFor(app, visitor, t, done, submission),
		can: (permission, object) => app.access.can(actor, permission, object),
		reader,
		content: pageContent(app, visitor),
		search: (request) => searchContent({ ...app, types: app.content.types }, reader, request),
		use: (pluginId) => app.host.use(pluginId),
		setting: (key) => settings.get(key),
		administration: administrationFor(app, actor),
		label: (text) => app.translator.resolve(language, text),
		submission,
		place: {},
		demo: app.config.demo ? demoAccounts(app, visitor) : null,
		links: {
			async find(kind, token) {
				const link = await app.accounts.links.find(kind, token);
				if (!link) return null;
				const organisation =
					link.organisationId === null ? null : await app.accounts.organisations.get(link.organisationId);
				return { email: link.email, organisationName: organisation?.name ?? null };
			},
		},
	};
	return locals;
}

function pageContent({ content }: App, { reader }: Visitor): PageContent {
	return {
		types: content.types.all().filter(({ id }) => reader.types.includes(id)),
		read: (reference, language) => content.read(reader, reference, language),
		list: (filter) => content.list(reader, filter),
		listWorking: (filter) => content.listWorking(reader, filter),
		open: (id) => content.open(reader, id),
		openVariant: (id, language) => content.openVariant(reader, id, language),
		history: (id) => content.history(reader, id),
		revision: (id, number) => content.revision(reader, id, number),
		collections: (filter) => content.collections.list(reader, filter),
		preview: async (source) =>
			(await content.preview(source)).segments.join('<span class="slot-preview">…</span>'),
	};
}

function noticeFor(
	{ commands }: App,
	_visitor: Visitor,
	t: Translate,
	done: string | null,
	submission: Submission | null,
): WorkbenchLocals['notice'] {
	if (submission?.error) return { kind: 'problem', text: submission.error.message };
	// Only what a command is called may stand in the address; the sentence is ours.
	if (done === null || !commands.declarations().some(({ id }) => id === done)) return null;
	const sentence = t(`done.${done}`);
	return { kind: 'done', text: sentence === `done.${done}` ? t('done') : sentence };
}

function toSignedInPerson({ account, actor }: Visitor): SignedInPerson | null {
	if (!account) return null;
	const organisations = account.memberships.map(
		({ organisationId, slug, name, shortName }): OrganisationBadge => ({
			id: organisationId,
			slug,
			name,
			shortName,
		}),
	);
	return {
		id: account.id,
		name: account.name,
		initials: initialsOf(account.name),
		networkAdmin: account.networkAdmin,
		organisation: organisations.find(({ id }) => id === actingOrganisation(actor)) ?? null,
		organisations,
	};
}

function initialsOf(name: string): string {
	const words = name.split(/\s+/).filter((word) => word !== '');
	return [words[0], words.length > 1 ? words.at(-1) : undefined]
		.map((word) => [...(word ?? '')][0] ?? '')
		.join('')
		.toUpperCase();
}

function demoAccounts({ config }: App, { language }: Visitor): NonNullable<WorkbenchLocals['demo']> {
	const { people, organisations } = readDemoNetwork(config.root);
	return {
		password: demoPassword,
		accounts: people.map(({ email, name, label, memberships }) => ({
			email,
			name,
			label: language === 'en' ? label.en : label.de,
			organisation: organisations.find(({ slug }) => slug === memberships[0]?.organisation)?.name ?? '',
		})),
	};
}
