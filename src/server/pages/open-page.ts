import type { App } from '../../app.ts';
import { actingOrganisation } from '../../access/actor.ts';
import { demoPassword, readDemoNetwork } from '../../demo/network.ts';
import { themes } from '../../accounts/account.ts';
import { listWritingChoices } from '../../accounts/writing-choices.ts';
import { filesIn } from '../../content/files/file-fields.ts';
import { acknowledgementsFor } from '../../host/acknowledgements/acknowledgements-for.ts';
import { administrationFor } from '../../host/administration.ts';
import type { RequestOrigin } from '../../host/command.ts';
import { menuAt } from '../../host/menu-at.ts';
import { legalFor } from '../../host/legal.ts';
import { missingItemMenu } from '../../host/missing-item-menu.ts';
import { corePageRoutes, type PageRoute } from '../../host/page-routes.ts';
import { withLinkedTitles } from '../../content/linked-titles.ts';
import { previewHtml } from '../../host/preview-html.ts';
import { problemsFor } from '../../host/problems/problem-views.ts';
import { reviewsFor } from '../../host/reviews/reviews-for.ts';
import { newItemsFor } from '../../host/new-items.ts';
import { notificationCenterFor } from '../../host/notification-center.ts';
import { searchCareFor } from '../../host/search-care.ts';
import type { SettingValue } from '../../host/settings.ts';
import { find } from '../../host/find/find.ts';
import { snippetsFor } from '../../host/snippets.ts';
import { readHome, type HomeData } from '../../host/tasks/tasks.ts';
import { transfersFor } from '../../host/transfer-views.ts';
import { walkthroughsFor } from '../../host/walkthroughs-for.ts';
import { widgetsFor } from '../../host/widgets.ts';
import { identify, type Credentials, type Visitor } from '../../host/visitor.ts';
import { formattersFor } from '../../l10n/formatters.ts';
import { contentLanguages } from '../../l10n/languages.ts';
import type { Translate } from '../../l10n/translator.ts';
import type {
	OrganisationBadge,
	PageContent,
	Place,
	SignedInPerson,
	Submission,
	Theme,
	WorkbenchLocals,
} from '../../workbench/locals.ts';
import { createFrame } from './frame.ts';
import { organisationStylesUrl } from '../organisation-styles.ts';
import type { PageKey } from './stored-pages.ts';
import { submit } from './submission.ts';

export interface PageRequest {
	readonly url: URL;
	/** Astro's name of the route, `/procedures/[slug]`. */
	readonly route: string;
	readonly credentials: Credentials;
	readonly origin: (sessionId: string | null) => RequestOrigin;
	/** The posted form, or null for a page that is only read. */
	readonly form: FormData | null;
	/** Key under which the page can be kept, or null where another request would say something else. */
	readonly key: PageKey | null;
}

/** Takes what was rendered and where it stands. */
export type KeepPage = (html: string, place: Place) => void;

export type OpenedPage =
	| {
			readonly kind: 'page';
			readonly locals: WorkbenchLocals;
			readonly status: number;
			/** Takes the rendered page, so that it need not be rendered again while nothing changes. */
			readonly keep: KeepPage | null;
	  }
	| { readonly kind: 'redirect'; readonly to: string; readonly locals: WorkbenchLocals }
	/** Shown as an error page, inside the same frame. */
	| { readonly kind: 'error'; readonly status: 403 | 404; readonly locals: WorkbenchLocals };

/** Everything that happens between a request and its page: who, may they, what was posted, what the page gets. */
export async function openPage(app: App, request: PageRequest): Promise<OpenedPage> {
	const { url, route, form } = request;
	const markOfStranger = request.key?.sessionId === null ? await app.storedPages.readMark() : null;
	const visitor = await identify({ ...app, types: app.content.types }, request.credentials);
	const t = app.translator.for(visitor.language);
	const formKeys: string[] = [];
	const locals = (submission: Submission | null) =>
		createLocals(app, visitor, { t, url, submission, formKeys });
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
	if (!form) {
		const changeMark = visitor.session ? visitor.session.changeMark : markOfStranger;
		const keep = keeper(app, request, { changeMark, formKeys });
		return { kind: 'page', status: 200, locals: locals(null), keep };
	}
	const origin = request.origin(visitor.session?.id ?? null);
	const outcome = await submit(app, { visitor, origin, t, form, path: url.pathname + url.search });
	if (outcome.kind === 'done') return { kind: 'redirect', to: outcome.next, locals: locals(null) };
	return { kind: 'page', status: outcome.status, locals: locals(outcome.submission), keep: null };
}

/** Pages of items are kept: they are read most, and nothing but the database goes into them. */
function keeper(
	{ content, storedPages }: App,
	{ key, route }: PageRequest,
	{ changeMark, formKeys }: { changeMark: number | null; formKeys: readonly string[] },
): KeepPage | null {
	// Pages that write show what is not saved yet, which is kept quietly.
	const reads = content.types.all().some((type) => route.startsWith(`${type.route}/`));
	if (key === null || changeMark === null || !reads) return null;
	return (html, { itemId }) => {
		if (itemId) storedPages.keep(key, { html, changeMark, formKeys });
	};
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

interface PageDetails {
	readonly t: Translate;
	readonly url: URL;
	readonly submission: Submission | null;
	/** Takes the key of each form that the page renders. */
	readonly formKeys: string[];
}

function createLocals(
	app: App,
	visitor: Visitor,
	{ t, url, submission, formKeys }: PageDetails,
): WorkbenchLocals {
	const { actor, account, reader, settings, language } = visitor;
	let homeData: Promise<HomeData> | undefined;
	const home = () => (homeData ??= readHome(app, visitor, t));
	const locals: WorkbenchLocals = {
		actor,
		person: toSignedInPerson(visitor),
		network: { name: String(settings.get('network.name')) },
		baseUrl: app.config.url.origin,
		organisationStyles: organisationStylesUrl(visitor.session?.organisationsVersion),
		language,
		contentLanguages: reader.languages,
		theme: account?.preferences.theme ?? themeOf(settings.get('workbench.theme')),
		textSize: account?.preferences.textSize ?? 'normal',
		preferences: account?.preferences ?? {},
		t,
		format: formattersFor(language),
		frame: createFrame({ app, visitor, t, url, path: url.pathname }),
		notice: noticeFor(app, t, url, submission),
		can: (permission, ...object) => app.access.can(actor, permission, ...object),
		reader,
		content: pageContent(app, visitor),
		tasks: async () => (await home()).tasks,
		search: (request) => find(app, visitor, request),
		use: (pluginId) => app.host.use(pluginId),
		setting: (key) => settings.get(key),
		administration: administrationFor(app, actor, visitor.session?.id ?? null),
		disabledPlugins: visitor.disabledPlugins,
		label: (text) => app.translator.resolve(language, text),
		menu: (location, object) => menuAt(app, visitor, location, object),
		widgets: widgetsFor(app, visitor, home),
		noteFailure: (pluginId, error) => app.host.noteFailure(pluginId, error),
		walkthroughs: () => walkthroughsFor(app, visitor),
		missingItemMenu: (path) => missingItemMenu(app, visitor, path),
		problems: problemsFor(app, visitor, t),
		reviews: reviewsFor(app, visitor),
		acknowledgements: acknowledgementsFor(app, visitor),
		searchCare: searchCareFor(app, visitor),
		notifications: notificationCenterFor(app, visitor),
		transfers: transfersFor(app, visitor),
		legal: legalFor(app, visitor),
		formKey() {
			const key = crypto.randomUUID();
			formKeys.push(key);
			return key;
		},
		newItems: () => newItemsFor(app, visitor),
		snippets: snippetsFor(app, visitor),
		submission,
		place: {},
		demo: app.config.demo ? demoAccounts(app, visitor) : null,
		isSetUp: () => app.accounts.people.isAnyone(),
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

function themeOf(value: SettingValue): Theme {
	return themes.find((theme) => theme === value) ?? 'system';
}

function pageContent(
	{ access, accounts, content, database, translator, workingCopies }: App,
	{ reader, actor, language }: Visitor,
): PageContent {
	return {
		types: content.types.all().filter(({ id }) => reader.types.includes(id)),
		read: (reference, language) => content.read(reader, reference, language),
		list: (filter) => content.list(reader, filter),
		listWorking: (filter) => content.listWorking(reader, filter),
		formerTexts: (id, numbers) => content.formerTexts(reader, id, numbers),
		open: (id) => content.open(reader, id),
		openVariant: (id, language) => content.openVariant(reader, id, language),
		async workingCopy(itemId, language) {
			return actor.kind === 'person' ? workingCopies.find(actor.personId, { itemId, language }) : null;
		},
		history: (id, texts) => content.history(reader, id, texts),
		revision: (id, number) => content.revision(reader, id, number),
		collections: (filter) => content.collections.list(reader, filter),
		async attachments(itemId) {
			await content.open(reader, itemId);
			return content.attachments.list(itemId);
		},
		fileTexts(itemId, schema, revisions) {
			const fileIds = revisions.flatMap(({ fields }) => filesIn(schema, fields));
			return content.attachments.texts(actor, itemId, fileIds);
		},
		previews: (sources, organisationId) =>
			previewHtml({ content, database }, reader, sources, organisationId),
		linkedTitles: (organisationId, texts) => withLinkedTitles(database, reader, organisationId, texts),
		languages: contentLanguages,
		async choices(organisationId) {
			access.require(actor, 'content.write', { organisationId });
			return listWritingChoices(database, organisationId);
		},
		async names(personIds) {
			const ids = [...new Set(personIds)];
			if (ids.length === 0) return new Map();
			const people = await accounts.people.list(actor, { ids, limit: ids.length });
			const unknown = ids.filter((id) => !people.some((person) => person.id === id));
			const former = translator.for(language)('person.former');
			return new Map([
				...people.map(({ id, name }) => [id, name] as const),
				...(await accounts.people.erased(unknown)).map((id) => [id, former] as const),
			]);
		},
	};
}

function noticeFor(
	{ commands }: App,
	t: Translate,
	{ searchParams }: URL,
	submission: Submission | null,
): WorkbenchLocals['notice'] {
	if (submission?.error) return { kind: 'problem', text: submission.error.message };
	// The address still names what was done before this form was sent.
	if (submission) return null;
	// Only what was done, and numbers, may stand in the address; the sentences are ours.
	const done = searchParams.get('done');
	if (done === null) return null;
	const sentence = t(`done.${done}`);
	const isOurs = sentence !== `done.${done}`;
	if (!isOurs && !commands.declarations().some(({ id }) => id === done)) return null;
	const text = isOurs ? sentence : t('done');
	const count = Math.min(Math.trunc(Number(searchParams.get('refusedLinks'))) || 0, 50);
	return { kind: 'done', text: count > 0 ? `${text} ${t('notice.refusedLinks', { count })}` : text };
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
