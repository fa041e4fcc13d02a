import type { ItemState, Objects } from './objects.ts';
import { itemStates } from './objects.ts';
import {
	administering,
	belongsTo,
	deciding,
	isSignedIn,
	may,
	maySomewhere,
	sitsOnCommittee,
	teaching,
	writing,
	type Kind,
	type Owner,
	type Right,
} from './rights.ts';

export interface RouteRow {
	/** Addresses to try, about these things. */
	readonly addresses: (objects: Objects) => readonly Address[];
	readonly expected: (kind: Kind, owner: Owner, state: ItemState | undefined) => number;
}

interface Address {
	readonly path: string;
	readonly state?: ItemState;
}

/** Every page and interface address with who may open it. One that is not in here fails the test. */
export const routeTable: Readonly<Record<string, RouteRow>> = {
	'/': page('/', 'signedIn'),
	'/404': page('/404', 'anyone', 404),
	'/500': page('/500', 'anyone', 500),
	'/sign-in': { addresses: () => [{ path: '/sign-in' }], expected: (kind) => (isSignedIn(kind) ? 303 : 200) },
	'/set-up/[token]': link(({ links }) => `/set-up/${links.setup}`),
	'/invitation/[token]': link(({ links }) => `/invitation/${links.invitation}`),
	'/password/[token]': link(({ links }) => `/password/${links.passwordReset}`),
	'/search': page('/search?q=verfahren', 'anyone'),
	'/i/[id]': reading(({ id }) => `/i/${id}`, 302),
	'/more': page('/more', 'anyone'),
	'/keys': page('/keys', 'anyone'),
	'/settings': page('/settings', 'signedIn'),
	'/settings/security': page('/settings/security', 'signedIn'),
	'/settings/tokens': page('/settings/tokens', 'signedIn'),
	'/settings/data': page('/settings/data', 'signedIn'),
	'/settings/notifications': page('/settings/notifications', 'signedIn'),
	'/notifications': page('/notifications', 'signedIn'),
	'/unsubscribe/[token]': page('/unsubscribe/falsch', 'anyone', 410),
	'/acknowledgements': page('/acknowledgements', 'signedIn'),
	'/walkthroughs': page('/walkthroughs', 'signedIn'),
	'/legal/[page]': page('/legal/imprint', 'anyone'),
	'/legal/barrier': page('/legal/barrier', 'anyone'),
	'/reviews/[id]': {
		addresses: ({ reviewed }) => [{ path: `/reviews/${reviewed.reviewId}` }],
		expected(kind, owner) {
			if (!isSignedIn(kind)) return 303;
			return may(kind, writing, owner) || may(kind, 'approvers', owner) ? 200 : 404;
		},
	},
	'/problems': page('/problems', writing),
	'/drafts': page('/drafts', writing),
	'/archive': page('/archive', writing),
	'/bin': page('/bin', deciding),
	'/content/new': page('/content/new?type=procedure', writing),
	'/content/[id]/edit': working(({ id }) => `/content/${id}/edit`, writing),
	'/content/[id]/properties': working(({ id }) => `/content/${id}/properties`, writing),
	'/content/[id]/history': working(({ id }) => `/content/${id}/history`, writing),
	'/content/[id]/changes': ofMembers(({ template }) => `/content/${template.id}/changes?from=1`),
	'/content/[id]/compare': working(({ id }) => `/content/${id}/compare?from=1&to=1`, writing),
	'/content/[id]/acknowledgement': working(({ id }) => `/content/${id}/acknowledgement`, writing),
	'/content/[id]/access': explaining(({ id }) => `/content/${id}/access`),
	'/collections': page('/collections', writing),
	'/import': page('/import', writing),
	'/import/[id]': importing(({ importId }) => `/import/${importId}`),
	'/import/[id]/[position]': importing(({ importId }) => `/import/${importId}/0`),
	'/export': page('/export', 'signedIn'),
	'/admin': page('/admin', administering),
	'/admin/people': page('/admin/people', administering),
	'/admin/people/[id]': administered(
		({ memberId, organisationSlug }) => `/admin/people/${memberId}?organisation=${organisationSlug}`,
	),
	'/admin/people/[id]/erase': administered(({ memberId }) => `/admin/people/${memberId}/erase`),
	'/admin/people/[id]/handover': administered(
		({ memberId, organisationSlug }) => `/admin/people/${memberId}/handover?organisation=${organisationSlug}`,
	),
	'/admin/groups': page('/admin/groups', administering),
	'/admin/groups/[id]': administered(
		({ groupId, organisationSlug }) => `/admin/groups/${groupId}?organisation=${organisationSlug}`,
	),
	'/admin/organisation': page('/admin/organisation', administering),
	'/admin/permissions': page('/admin/permissions', administering),
	'/admin/plugins': page('/admin/plugins', administering),
	'/admin/plugins/[id]': page('/admin/plugins/procedures', administering),
	'/admin/settings': page('/admin/settings', administering),
	'/admin/searches': page('/admin/searches', administering),
	'/admin/synonyms': page('/admin/synonyms', administering),
	'/searches/[id]': {
		addresses: ({ missId }) => [{ path: `/searches/${missId}` }],
		expected(kind, owner) {
			if (!isSignedIn(kind)) return 303;
			return may(kind, administering, owner) ? 200 : 404;
		},
	},
	'/admin/review': page('/admin/review', administering),
	'/admin/legal': page('/admin/legal', administering),
	'/admin/legal/[page]': page('/admin/legal/imprint', administering),
	'/admin/audit': page('/admin/audit', administering),
	'/admin/health': page('/admin/health', 'networkAdmin'),
	'/admin/backups': page('/admin/backups', 'networkAdmin'),
	'/admin/jobs': page('/admin/jobs', 'networkAdmin'),
	'/admin/mail': page('/admin/mail', 'networkAdmin'),
	'/admin/network': page('/admin/network', 'networkAdmin'),

	'/procedures': page('/procedures', 'anyone'),
	'/procedures/[organisation]/[slug]': reading(({ url }) => url, 200),
	'/documents': page('/documents', 'anyone'),
	'/documents/upload': page('/documents/upload', writing),
	'/documents/manage/[id]/versions': {
		addresses: ({ document }) => [{ path: `/documents/manage/${document.id}/versions` }],
		expected(kind, owner) {
			if (!maySomewhere(kind, writing)) return refusal(kind);
			return may(kind, writing, owner) ? 200 : 404;
		},
	},
	'/documents/sources': page('/documents/sources', 'anyone'),
	'/documents/sources/manage': page('/documents/sources/manage', { roles: ['admin'] }),
	'/documents/sources/manage/[id]': managed(({ source }) => `/documents/sources/manage/${source.id}`),
	'/documents/sources/new': page('/documents/sources/new', { roles: ['admin'] }),
	'/documents/sources/new/folder': page('/documents/sources/new/folder', { roles: ['admin'] }),
	'/documents/sources/folders/[source]': ofMembers(({ source }) => `/documents/sources/folders/${source.id}`),
	'/documents/sources/files/[id]': ofMembers(({ source }) => `/documents/sources/files/${source.fileId}`),
	'/documents/sources/files/[id]/content': ofMembers(
		({ source }) => `/documents/sources/files/${source.fileId}/content`,
	),
	'/documents/[organisation]/[slug]': ofMembers(({ document }) => document.url),
	'/document-links': page('/document-links', 'anyone'),
	'/document-links/new': page('/document-links/new', writing),
	'/document-links/systems': page('/document-links/systems', { roles: ['admin'] }),
	'/document-links/systems/network': page('/document-links/systems/network', 'networkAdmin'),
	'/document-links/[organisation]/[slug]': ofMembers(({ documentLink }) => documentLink.url),
	'/templates': page('/templates', 'anyone'),
	'/templates/ours': page('/templates/ours', 'signedIn'),
	'/templates/upload': page('/templates/upload', writing),
	'/templates/manage/[id]/uses': managedTemplate('uses'),
	'/templates/manage/[id]/file': managedTemplate('file'),
	'/templates/pictures/[file]/[digest]': ofMembers(({ template }) => template.picture),
	'/templates/[organisation]/[slug]': ofMembers(({ template }) => template.url),
	'/announcements': page('/announcements', 'anyone'),
	'/announcements/new': page('/announcements/new', writing),
	'/announcements/[organisation]/[slug]': ofMembers(({ announcement }) => announcement.url),
	'/chat': page('/chat', 'signedIn'),
	'/chat/new': page('/chat/new', writing),
	'/chat/direct': page('/chat/direct', 'signedIn'),
	'/chat/search': page('/chat/search?q=hinweis', 'signedIn'),
	'/chat/reports': page('/chat/reports', { roles: ['admin'] }),
	'/chat/unread': page('/chat/unread', 'signedIn'),
	'/chat/mentions': inChat(({ roomId }) => `/chat/mentions?room=${roomId}`),
	'/chat/panel': signedInReading(({ id }) => `/chat/panel?beside&item=${id}`),
	'/chat/items/[id]': signedInReading(({ id }) => `/chat/items/${id}`),
	'/chat/files/[id]/[name]': inChat(({ fileId }) => `/chat/files/${fileId}/Notiz.txt`),
	'/chat/rooms/[room]': inChat(({ roomId }) => `/chat/rooms/${roomId}`),
	'/chat/rooms/[room]/settings': inChat(({ roomId }) => `/chat/rooms/${roomId}/settings`),
	'/chat/rooms/[room]/poll': inChat(({ roomId }) => `/chat/rooms/${roomId}/poll`),
	'/chat/rooms/[room]/file': inChat(({ roomId }) => `/chat/rooms/${roomId}/file`),
	'/chat/rooms/[room]/export': {
		addresses: ({ chat }) => [{ path: `/chat/rooms/${chat.roomId}/export` }],
		expected(kind, owner) {
			if (!isSignedIn(kind)) return 303;
			if (!belongsTo(kind, owner)) return 404;
			return may(kind, { roles: ['admin'] }, owner) ? 200 : 403;
		},
	},
	'/chat/rooms/[room]/[number]': inChat(({ roomId, number }) => `/chat/rooms/${roomId}/${number}`),
	'/chat/rooms/[room]/[number]/line': inChat(({ roomId, number }) => `/chat/rooms/${roomId}/${number}/line`),
	'/chat/rooms/[room]/[number]/edit': inChat(({ roomId, number }) => `/chat/rooms/${roomId}/${number}/edit`),
	'/training': page('/training', 'anyone'),
	'/training/new': page('/training/new', teaching),
	'/training/requests': page('/training/requests', 'signedIn'),
	'/training/certificates': page('/training/certificates', 'signedIn'),
	'/training/assignments/[id]/[name]': {
		addresses: () => [{ path: '/training/assignments/gibt-es-nicht/Blatt.pdf' }],
		expected: (kind) => (isSignedIn(kind) ? 404 : 303),
	},
	'/training/certificates/[id]/file': {
		addresses: () => [{ path: '/training/certificates/gibt-es-nicht/file' }],
		expected: (kind) => (isSignedIn(kind) ? 404 : 303),
	},
	'/training/verify': page('/training/verify?number=2026-AAAA-BBBB-CCCC', 'anyone'),
	'/training/obligations': page('/training/obligations', { roles: ['admin'] }),
	'/training/completions': page('/training/completions', { roles: ['admin'] }),
	'/training/obligations/table': page('/training/obligations/table', { roles: ['admin'] }),
	'/training/courses/[id]/outline': ofThose(
		teaching,
		({ training }) => `/training/courses/${training.id}/outline`,
	),
	'/training/courses/[id]/embed': ofThose(
		teaching,
		({ training }) => `/training/courses/${training.id}/embed?find=verfahren`,
	),
	'/training/courses/[id]/preview': ofThose(
		writing,
		({ training }) => `/training/courses/${training.id}/preview`,
	),
	'/training/courses/[id]/participants': ofThose(
		teaching,
		({ training }) => `/training/courses/${training.id}/participants`,
	),
	'/training/courses/[id]/rules': ofThose(
		teaching,
		({ training }) => `/training/courses/${training.id}/rules`,
	),
	'/training/courses/[id]/prerequisites': ofThose(
		teaching,
		({ training }) => `/training/courses/${training.id}/prerequisites?find=verfahren`,
	),
	'/training/courses/[id]/dates': ofThose(
		teaching,
		({ training }) => `/training/courses/${training.id}/dates`,
	),
	'/training/dates/[id]': ofMembers(({ training }) => `/training/dates/${training.dateId}`),
	'/training/dates/[id]/attendance': ofThose(
		teaching,
		({ training }) => `/training/dates/${training.dateId}/attendance`,
	),
	'/training/dates/[id]/edit': ofThose(teaching, ({ training }) => `/training/dates/${training.dateId}/edit`),
	'/courses': page('/courses', 'anyone'),
	'/courses/[organisation]/[slug]': ofMembers(({ training }) => training.url),
	'/courses/[organisation]/[slug]/[lesson]': ofMembers(
		({ training }) => `${training.url}/${training.lessonId}`,
	),
	'/lessons': page('/lessons', 'anyone'),
	'/lessons/[organisation]/[slug]': ofMembers(({ training }) => training.lessonItem.url),
	'/favourites': page('/favourites', 'signedIn'),
	'/i/[id]/qr': reading(({ id }) => `/i/${id}/qr`, 200),
	'/offline': page('/offline', 'signedIn'),
	'/offline/looks': page('/offline/looks', 'signedIn'),
	'/offline/shell': page('/offline/shell', 'anyone'),
	'/handbook': page('/handbook', 'anyone'),
	'/handbook/images/[name]': page('/handbook/images/home.webp', 'anyone'),
	'/handbook/[chapter]/[page]': page('/handbook/reading/sign-in', 'anyone'),
	'/quizzes': page('/quizzes', 'anyone'),
	'/quizzes/[organisation]/[slug]': ofMembers(({ quiz }) => quiz.url),
	'/training/attempts/[id]': {
		addresses: ({ quiz }) => [{ path: `/training/attempts/${quiz.attemptId}` }],
		expected(kind, owner) {
			if (!isSignedIn(kind)) return 303;
			return kind === (owner === 'alpha' ? 'reader' : 'foreignReader') ? 200 : 404;
		},
	},
	'/training/marking': page('/training/marking', teaching),
	'/training/quizzes/new': page('/training/quizzes/new', writing),
	'/training/quizzes/import': page('/training/quizzes/import', writing),
	'/training/quizzes/[id]/import': ofThose(
		writing,
		({ quiz }) => `/training/quizzes/${quiz.importedId}/import`,
	),
	'/training/quizzes/[id]/analysis': ofThose(teaching, ({ quiz }) => `/training/quizzes/${quiz.id}/analysis`),
	'/packages': page('/packages', 'signedIn'),
	'/packages/[organisation]/[slug]': ofMembers(({ packages }) => packages.url),
	'/training/packages/new': page('/training/packages/new', writing),
	'/training/packages/[id]': {
		addresses: ({ packages }) => [{ path: `/training/packages/${packages.id}` }],
		expected: (kind, owner) => (isSignedIn(kind) ? (belongsTo(kind, owner) ? 200 : 404) : 303),
	},
	'/training/packages/[id]/file': {
		addresses: ({ packages }) => [{ path: `/training/packages/${packages.id}/file` }],
		expected(kind, owner) {
			if (!maySomewhere(kind, writing)) return refusal(kind);
			return may(kind, writing, owner) ? 200 : 404;
		},
	},
	'/training/play/[token]/[...path]': page('/training/play/nobody-signed-this/a.html', 'anyone', 404),
	'/media': page('/media', 'signedIn'),
	'/media/[organisation]/[slug]': ofMembers(({ packages }) => packages.mediaUrl),
	'/training/media/new': page('/training/media/new', writing),
	'/training/media/[id]': {
		addresses: ({ packages }) => [{ path: `/training/media/${packages.mediaId}` }],
		expected(kind, owner) {
			if (!maySomewhere(kind, writing)) return refusal(kind);
			return may(kind, writing, owner) ? 200 : 404;
		},
	},
	'/training/media/[id]/captions': ofMembers(
		({ packages }) => `/training/media/${packages.mediaId}/captions`,
	),
	'/training/import': page('/training/import', teaching),
	'/training/import/[id]': {
		addresses: ({ packages }) => [{ path: `/training/import/${packages.importId}` }],
		expected(kind, owner) {
			if (!maySomewhere(kind, teaching)) return refusal(kind);
			const own = owner === 'alpha' ? ['admin', 'readToken'] : ['foreignAdmin'];
			return own.includes(kind) ? 200 : 404;
		},
	},
	'/training/statements': page('/training/statements', 'networkAdmin'),
	'/feedback': page('/feedback', 'signedIn'),
	'/feedback/sent': page('/feedback/sent', 'signedIn'),
	'/feedback/access': page('/feedback/access?address=/i/gibt-es-nicht', 'signedIn'),
	'/feedback/reports/[id]': message(({ reportId }) => `/feedback/reports/${reportId}`),
	'/feedback/requests/[id]': message(({ requestId }) => `/feedback/requests/${requestId}`),
	'/feedback/items/[id]': signedInReading(({ id }) => `/feedback/items/${id}`),
	'/feedback/items/[id]/new': reading(({ id }) => `/feedback/items/${id}/new`, 200),
	'/directory': page('/directory', 'anyone'),
	'/directory/[organisation]': page('/directory/alpha', 'anyone'),
	'/directory/[organisation]/contacts/new': managed(
		({ organisationSlug }) => `/directory/${organisationSlug}/contacts/new`,
	),
	'/directory/[organisation]/contacts/[contact]': managed(
		({ organisationSlug, contactId }) => `/directory/${organisationSlug}/contacts/${contactId}`,
	),

	'/api/commands/{id}': api('/api/commands/accounts.signOut', 405),
	'/api/search': api('/api/search?q=verfahren', 200),
	'/api/content/{id}': reading(({ id }) => `/api/content/${id}`, 200),
	'/api/content/{id}/acknowledgements.csv': {
		addresses: ({ announcement }) => [{ path: `/api/content/${announcement.id}/acknowledgements.csv` }],
		expected: (kind, owner) => (may(kind, writing, owner) ? 200 : 404),
	},
	'/api/items/{id}/keys': {
		addresses: ({ item }) => [{ path: `/api/items/${item.id}/keys` }],
		expected: () => 200,
	},
	'/api/notifications/unread': api('/api/notifications/unread', 200),
	'/api/notifications/newest': api('/api/notifications/newest', 200),
	'/api/people': api('/api/people?q=a', 200),
	'/api/audit.csv': {
		addresses: ({ organisationSlug }) => [{ path: `/api/audit.csv?organisation=${organisationSlug}` }],
		expected: (kind, owner) => (may(kind, administering, owner) ? 200 : 404),
	},
	'/api/imports/{id}/report.csv': {
		addresses: ({ importId }) => [{ path: `/api/imports/${importId}/report.csv` }],
		expected: (kind, owner) => (may(kind, writing, owner) ? 200 : 404),
	},
	'/api/rooms/{id}': {
		addresses: ({ items }) =>
			itemStates.map((state) => ({ state, path: `/api/rooms/core.item?key=${items[state].id}&after=0` })),
		expected: (kind, owner, state) => (isSignedIn(kind) && reads(kind, owner, state) ? 200 : 404),
	},
	'/api/tags': api('/api/tags?q=a', 200),
	'/api/titles': {
		addresses: ({ items }) =>
			itemStates.map((state) => ({
				state,
				path: `/api/titles?item=${items[state].id}&references=${items[state].id}`,
			})),
		expected: (kind, owner) => (may(kind, writing, owner) ? 200 : 404),
	},
	'/api/palette': api('/api/palette?path=/', 200),
	'/api/palette/steps': offered('/api/palette/steps?entry=accounts.changePreferences%23theme'),
	'/api/palette/choices': offered(
		'/api/palette/choices?entry=accounts.switchOrganisation&argument=organisationId',
	),
	'/api/palette/things': api('/api/palette/things?q=', 200),
	'/api/openapi.json': api('/api/openapi.json', 200),
};

/** A page about nothing in particular: whoever holds the right somewhere; visitors are sent to sign in. */
function page(path: string, right: Right, status = 200): RouteRow {
	return {
		addresses: () => [{ path }],
		expected: (kind) => (maySomewhere(kind, right) ? status : refusal(kind)),
	};
}

function link(path: (objects: Objects) => string): RouteRow {
	return { addresses: (objects) => [{ path: path(objects) }], expected: () => 200 };
}

function api(path: string, status: number): RouteRow {
	return { addresses: () => [{ path }], expected: () => status };
}

/** What the palette knows of a command that takes no role. */
function offered(path: string): RouteRow {
	return { addresses: () => [{ path }], expected: (kind) => (isSignedIn(kind) ? 200 : 404) };
}

/** What readers see: the audience decides, and nothing else. */
function reading(path: (item: Objects['item']) => string, status: number): RouteRow {
	return {
		addresses: ({ items }) => itemStates.map((state) => ({ state, path: path(items[state]) })),
		expected: (kind, owner, state) => (reads(kind, owner, state) ? status : 404),
	};
}

/** A thing of its own that is there for the owner's members. */
function managedTemplate(what: string): RouteRow {
	return {
		addresses: ({ template }) => [{ path: `/templates/manage/${template.id}/${what}` }],
		expected(kind, owner) {
			if (!maySomewhere(kind, writing)) return refusal(kind);
			return may(kind, writing, owner) ? 200 : 404;
		},
	};
}

function ofMembers(path: (objects: Objects) => string): RouteRow {
	return {
		addresses: (objects) => [{ path: path(objects) }],
		expected: (kind, owner) => (reads(kind, owner, 'own') ? 200 : 404),
	};
}

/** A thing for holders of a right in the organisation whose it is; visitors are sent to sign in. */
function ofThose(right: Right, path: (objects: Objects) => string): RouteRow {
	return {
		addresses: (objects) => [{ path: path(objects) }],
		expected: (kind, owner) => (isSignedIn(kind) ? (may(kind, right, owner) ? 200 : 404) : 303),
	};
}

/** The same for a page that visitors are sent to sign in for. */
/** For those who are in the room, which is open to the members of its organisation. */
function inChat(path: (chat: Objects['chat']) => string): RouteRow {
	return {
		addresses: ({ chat }) => [{ path: path(chat) }],
		expected: (kind, owner) => (isSignedIn(kind) ? (belongsTo(kind, owner) ? 200 : 404) : 303),
	};
}

function signedInReading(path: (item: Objects['item']) => string): RouteRow {
	return {
		addresses: ({ items }) => itemStates.map((state) => ({ state, path: path(items[state]) })),
		expected: (kind, owner, state) => (isSignedIn(kind) ? (reads(kind, owner, state) ? 200 : 404) : 303),
	};
}

/** What readers wrote: for those who write for the owner, and for somebody of the partner's, who wrote it. */
function message(path: (objects: Objects) => string): RouteRow {
	return {
		addresses: (objects) => [{ path: path(objects) }],
		expected(kind, owner) {
			if (!isSignedIn(kind)) return 303;
			const writer: Kind = owner === 'alpha' ? 'foreignAdmin' : 'author';
			return kind === writer || may(kind, writing, owner) ? 200 : 404;
		},
	};
}

/** What those who work on an item see: a role in the owning organisation. */
function working(path: (item: Objects['item']) => string, right: Right): RouteRow {
	return {
		addresses: ({ items }) => itemStates.map((state) => ({ state, path: path(items[state]) })),
		expected(kind, owner) {
			if (!maySomewhere(kind, right)) return refusal(kind);
			return may(kind, right, owner) ? 200 : 404;
		},
	};
}

/** "Who can see this?", for administrators of the owner, and of the network for what they may read. */
function explaining(path: (item: Objects['item']) => string): RouteRow {
	return {
		addresses: ({ items }) => itemStates.map((state) => ({ state, path: path(items[state]) })),
		expected(kind, owner, state) {
			if (!maySomewhere(kind, administering)) return refusal(kind);
			if (kind === 'networkAdmin') return reads(kind, owner, state) ? 200 : 404;
			if (may(kind, administering, owner)) return state === 'binned' ? 404 : 200;
			return reads(kind, owner, state) ? 403 : 404;
		},
	};
}

/** What administrators of the organisation see of its people and groups. */
function administered(path: (objects: Objects) => string): RouteRow {
	return {
		addresses: (objects) => [{ path: path(objects) }],
		expected(kind, owner) {
			if (!maySomewhere(kind, administering)) return refusal(kind);
			return may(kind, administering, owner) ? 200 : 404;
		},
	};
}

/** Imports of the organisation. */
function importing(path: (objects: Objects) => string): RouteRow {
	return {
		addresses: (objects) => [{ path: path(objects) }],
		expected(kind, owner) {
			if (!maySomewhere(kind, writing)) return refusal(kind);
			return may(kind, writing, owner) ? 200 : 404;
		},
	};
}

/** Contact persons, which a plugin leaves to administrators of their organisation alone. */
function managed(path: (objects: Objects) => string): RouteRow {
	const right: Right = { roles: ['admin'] };
	return {
		addresses: (objects) => [{ path: path(objects) }],
		expected(kind, owner) {
			if (!maySomewhere(kind, right)) return refusal(kind);
			return may(kind, right, owner) ? 200 : 404;
		},
	};
}

export function reads(kind: Kind, owner: Owner, state: ItemState | undefined): boolean {
	const partner = owner === 'alpha' ? 'beta' : 'alpha';
	const belongs = belongsTo(kind, owner);
	switch (state) {
		case 'own':
			return belongs;
		case 'group':
			return sitsOnCommittee(kind);
		case 'shared':
		case 'network':
			return belongs || belongsTo(kind, partner);
		case 'public':
			return true;
		default:
			return false;
	}
}

function refusal(kind: Kind): number {
	return isSignedIn(kind) ? 403 : 303;
}
