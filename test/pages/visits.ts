import type { Page } from 'playwright-core';
import type { Who } from '../harness/test-network.ts';
import type { Scene } from './scene.ts';

/** A look at a page: who opens it, and what they do there before it is looked at. */
export interface Visit {
	readonly who: Who | 'anonymous';
	readonly path: (scene: Scene) => string;
	readonly status?: number;
	readonly act?: (page: Page) => Promise<void>;
}

/**
 * Every page of the hub, as those see it who may: full, empty, and with what a form answers. A page that is not in
 * here fails the test.
 */
export const visits: Readonly<Record<string, readonly Visit[]>> = {
	'/': [
		visit('admin', '/'),
		visit('networkAdmin', '/'),
		visit('foreignReader', '/'),
		visit('stranger', '/'),
		{ ...visit('admin', '/'), act: (page) => page.locator('.who summary').last().click() },
	],
	'/404': [visit('reader', '/gibt-es-nicht', 404), visit('anonymous', '/i/gibt-es-nicht', 404)],
	'/500': [
		visit('reader', '/admin', 403),
		...[400, 403, 410, 413, 429, 500, 503].map((status) => visit('reader', `/500?status=${status}`, status)),
	],
	'/sign-in': [
		visit('anonymous', '/sign-in?next=/drafts'),
		sending('anonymous', '/sign-in', { email: 'niemand@alpha.example', password: 'falsch' }),
	],
	'/set-up/[token]': [
		visit('anonymous', ({ links }) => `/set-up/${links.setup}`),
		visit('anonymous', '/set-up/falsch', 410),
		sending('anonymous', ({ links }) => `/set-up/${links.setup}`, { networkName: 'Netz', password: 'kurz' }),
	],
	'/invitation/[token]': [
		visit('anonymous', ({ links }) => `/invitation/${links.invitation}`),
		visit('foreignReader', ({ links }) => `/invitation/${links.invitation}`),
		visit('anonymous', '/invitation/falsch', 410),
		sending('anonymous', ({ links }) => `/invitation/${links.invitation}`, { name: 'Neu', password: 'kurz' }),
	],
	'/password/[token]': [
		visit('anonymous', ({ links }) => `/password/${links.passwordReset}`),
		visit('anonymous', '/password/falsch', 410),
	],
	'/search': [
		visit('reader', '/search'),
		visit('reader', '/search?q=verfahren'),
		visit('reader', '/search?q=raumstation'),
		visit('anonymous', '/search?q=hilfe'),
	],
	'/i/[id]': [visit('reader', ({ rich }) => `/i/${rich.id}`)],
	'/more': [visit('admin', '/more'), visit('anonymous', '/more')],
	'/keys': [visit('reader', '/keys'), visit('reader', '/keys?change=workbench.home')],
	'/legal/[page]': ['imprint', 'privacy', 'accessibility'].map((page) =>
		visit('anonymous', `/legal/${page}`),
	),
	'/legal/barrier': [
		visit('anonymous', '/legal/barrier'),
		sending('reader', '/legal/barrier', { contact: 'keine Adresse' }),
	],
	'/settings': [visit('reader', '/settings'), visit('both', '/settings')],
	'/settings/security': [
		visit('admin', '/settings/security'),
		sending('reader', '/settings/security', { currentPassword: 'falsch', password: 'kurz' }),
	],
	'/settings/tokens': [
		visit('admin', '/settings/tokens'),
		visit('reader', '/settings/tokens'),
		sending('approver', '/settings/tokens', { name: 'Abgleich' }),
	],
	'/settings/data': [visit('reader', '/settings/data')],
	'/settings/notifications': [
		visit('reader', '/settings/notifications'),
		{
			...visit('author', '/settings/notifications'),
			act: (page) => page.locator('#feed button[type=submit]').first().click(),
		},
	],
	'/notifications': [
		visit('stranger', '/notifications'),
		{
			...visit('reader', '/notifications'),
			act: (page) => page.locator('.bell-count').waitFor(),
		},
	],
	'/unsubscribe/[token]': [
		visit('anonymous', '/unsubscribe/falsch', 410),
		visit('anonymous', ({ unsubscribeToken }) => `/unsubscribe/${unsubscribeToken}`),
	],
	'/walkthroughs': [visit('admin', '/walkthroughs'), visit('stranger', '/walkthroughs')],
	'/searches/[id]': [visit('admin', ({ missId }) => `/searches/${missId}`)],
	'/drafts': [visit('author', '/drafts'), visit('foreignAdmin', '/drafts')],
	'/archive': [visit('author', '/archive'), visit('foreignAdmin', '/archive')],
	'/bin': [visit('admin', '/bin'), visit('foreignAdmin', '/bin')],
	'/content/new': [
		visit('author', '/content/new'),
		visit('author', '/content/new?type=procedure'),
		sending('author', '/content/new?type=procedure', { title: '' }),
	],
	'/content/[id]/edit': [
		visit('author', ({ rich }) => `/content/${rich.id}/edit`),
		visit('author', ({ rich }) => `/content/${rich.id}/edit?language=de-simple`),
	],
	'/content/[id]/properties': [visit('author', ({ rich }) => `/content/${rich.id}/properties`)],
	'/content/[id]/history': [
		visit('author', ({ rich }) => `/content/${rich.id}/history`),
		visit('author', ({ items }) => `/content/${items.own.id}/history`),
	],
	'/content/[id]/changes': [visit('reader', ({ template }) => `/content/${template.id}/changes?from=1`)],
	'/content/[id]/compare': [
		visit('author', ({ rich }) => `/content/${rich.id}/compare?from=1&to=3`),
		visit('author', ({ rich }) => `/content/${rich.id}/compare?from=2&to=3`),
	],
	'/content/[id]/acknowledgement': [
		visit('author', ({ rich }) => `/content/${rich.id}/acknowledgement`),
		visit('admin', ({ announcement }) => `/content/${announcement.id}/acknowledgement`),
		sending('admin', ({ announcement }) => `/content/${announcement.id}/acknowledgement`, {
			dueAt: '2020-01-01',
		}),
	],
	'/content/[id]/access': [
		visit('admin', ({ rich }) => `/content/${rich.id}/access`),
		visit('admin', ({ items }) => `/content/${items.shared.id}/access`),
		visit('admin', ({ items }) => `/content/${items.draft.id}/access`),
	],
	'/problems': [visit('author', '/problems'), visit('foreignAdmin', '/problems')],
	'/import': [
		visit('author', '/import'),
		visit('foreignAdmin', '/import'),
		visit('author', '/import?problem=import.tooLarge'),
	],
	'/import/[id]': [
		visit('author', ({ importId }) => `/import/${importId}`),
		visit('author', ({ doneImportId }) => `/import/${doneImportId}`),
		visit('admin', ({ doneImportId }) => `/import/${doneImportId}?show=leftOut`),
		visit('author', ({ runningImportId }) => `/import/${runningImportId}`),
	],
	'/import/[id]/[position]': [visit('author', ({ importId }) => `/import/${importId}/0`)],
	'/export': [
		visit('author', '/export'),
		visit('reader', ({ rich }) => `/export?item=${rich.id}`),
		visit('stranger', '/export'),
	],
	'/collections': [visit('author', '/collections'), visit('foreignAdmin', '/collections')],
	'/admin': [visit('admin', '/admin'), visit('networkAdmin', '/admin')],
	'/admin/people': [
		visit('admin', '/admin/people'),
		visit('admin', '/admin/people?q=niemand'),
		sending('admin', '/admin/people', { email: '' }),
	],
	'/admin/people/[id]': [
		visit('admin', ({ memberId }) => `/admin/people/${memberId}`),
		visit('networkAdmin', ({ memberId }) => `/admin/people/${memberId}`),
	],
	'/admin/people/[id]/handover': [
		visit('admin', ({ memberId }) => `/admin/people/${memberId}/handover`),
		visit('admin', ({ authorId }) => `/admin/people/${authorId}/handover`),
	],
	'/admin/people/[id]/erase': [visit('admin', ({ memberId }) => `/admin/people/${memberId}/erase`)],
	'/admin/groups': [visit('admin', '/admin/groups'), visit('foreignAdmin', '/admin/groups')],
	'/admin/groups/[id]': [visit('admin', ({ groupId }) => `/admin/groups/${groupId}`)],
	'/admin/organisation': [visit('admin', '/admin/organisation')],
	'/admin/permissions': [
		visit('admin', '/admin/permissions'),
		{
			...visit('admin', '/admin/permissions'),
			act: (page) => page.locator('.permission-cell input:enabled').first().click(),
		},
	],
	'/admin/plugins': [visit('admin', '/admin/plugins'), visit('networkAdmin', '/admin/plugins')],
	'/admin/plugins/[id]': [
		visit('admin', '/admin/plugins/directory'),
		visit('networkAdmin', '/admin/plugins/procedures'),
	],
	'/admin/settings': [
		visit('admin', '/admin/settings'),
		visit('networkAdmin', '/admin/settings'),
		visit('admin', '/admin/settings?q=niemand'),
	],
	'/reviews/[id]': [
		visit('approver', ({ reviewed }) => `/reviews/${reviewed.reviewId}`),
		visit('approver', ({ changed }) => `/reviews/${changed}`),
		visit('author', ({ changed }) => `/reviews/${changed}?view=text`),
	],
	'/admin/review': [
		visit('admin', '/admin/review'),
		visit('admin', ({ policyId }) => `/admin/review?edit=${policyId}`),
		visit('networkAdmin', '/admin/review'),
	],
	'/admin/legal': [visit('admin', '/admin/legal'), visit('networkAdmin', '/admin/legal')],
	'/admin/legal/[page]': [
		visit('admin', '/admin/legal/imprint'),
		visit('networkAdmin', '/admin/legal/privacy'),
	],
	'/admin/searches': [visit('admin', '/admin/searches'), visit('foreignAdmin', '/admin/searches')],
	'/admin/synonyms': [visit('admin', '/admin/synonyms'), visit('networkAdmin', '/admin/synonyms')],
	'/admin/audit': [
		visit('admin', '/admin/audit'),
		visit('admin', '/admin/audit?from=2020-01-01&to=2020-01-02'),
	],
	'/admin/network': [visit('networkAdmin', '/admin/network')],
	'/admin/health': [visit('networkAdmin', '/admin/health')],
	'/admin/backups': [visit('networkAdmin', '/admin/backups')],
	'/admin/jobs': [visit('networkAdmin', '/admin/jobs')],
	'/admin/mail': [
		visit('networkAdmin', '/admin/mail'),
		visit('networkAdmin', '/admin/mail?state=sent'),
		sending('networkAdmin', '/admin/mail', { host: 'https://falsch', from: 'keine Adresse' }),
	],

	'/procedures': [
		visit('reader', '/procedures'),
		visit('author', '/procedures?organisation=alpha'),
		visit('stranger', '/procedures'),
	],
	'/procedures/[organisation]/[slug]': [
		visit('author', ({ rich }) => rich.url),
		visit('reader', ({ rich }) => `${rich.url}?language=de-simple`),
		visit('anonymous', ({ rich }) => rich.url),
		visit('admin', ({ items }) => items.own.url),
	],
	'/acknowledgements': [visit('reader', '/acknowledgements'), visit('stranger', '/acknowledgements')],
	'/announcements': [visit('admin', '/announcements'), visit('stranger', '/announcements')],
	'/announcements/new': [
		visit('author', '/announcements/new'),
		visit('networkAdmin', '/announcements/new', 403),
		sending('author', '/announcements/new', { title: '' }),
	],
	'/announcements/[organisation]/[slug]': [
		visit('reader', ({ announcement }) => announcement.url),
		{
			...visit('trainer', ({ announcement }) => announcement.url),
			act: (page) => page.locator('#acknowledgement button').click(),
		},
	],
	'/templates': [visit('admin', '/templates'), visit('stranger', '/templates')],
	'/templates/ours': [visit('author', '/templates/ours'), visit('foreignReader', '/templates/ours')],
	'/templates/upload': [visit('author', '/templates/upload')],
	'/templates/manage/[id]/uses': [visit('author', ({ template }) => `/templates/manage/${template.id}/uses`)],
	'/templates/manage/[id]/file': [visit('author', ({ template }) => `/templates/manage/${template.id}/file`)],
	'/templates/[organisation]/[slug]': [
		visit('reader', ({ template }) => template.url),
		visit('admin', ({ template }) => template.url),
	],
	'/documents': [visit('admin', '/documents'), visit('stranger', '/documents')],
	'/documents/upload': [
		visit('admin', '/documents/upload'),
		visit('author', '/documents/upload?refused=files.tooLarge&megabytes=500'),
	],
	'/documents/manage/[id]/versions': [
		visit('admin', ({ document }) => `/documents/manage/${document.id}/versions`),
	],
	'/documents/sources': [visit('admin', '/documents/sources'), visit('stranger', '/documents/sources')],
	'/documents/sources/manage': [visit('admin', '/documents/sources/manage')],
	'/documents/sources/manage/[id]': [
		visit('admin', ({ source }) => `/documents/sources/manage/${source.id}`),
		sending('admin', ({ source }) => `/documents/sources/manage/${source.id}`, { name: '' }),
	],
	'/documents/sources/new': [
		visit('admin', '/documents/sources/new'),
		sending('admin', '/documents/sources/new', { name: 'Cloud', url: 'https://10.0.0.1/dav' }),
	],
	'/documents/sources/new/folder': [
		visit('admin', '/documents/sources/new/folder'),
		sending('admin', '/documents/sources/new/folder', { name: 'Ablage', folder: '../..' }),
	],
	'/documents/sources/folders/[source]': [
		visit('reader', ({ source }) => `/documents/sources/folders/${source.id}`),
	],
	'/documents/sources/files/[id]': [
		visit('reader', ({ source }) => `/documents/sources/files/${source.fileId}`),
	],
	'/documents/[organisation]/[slug]': [
		visit('admin', ({ document }) => document.url),
		visit('reader', ({ document }) => document.url),
	],
	'/document-links': [visit('admin', '/document-links'), visit('stranger', '/document-links')],
	'/document-links/new': [
		visit('admin', '/document-links/new'),
		sending('admin', '/document-links/new', { title: 'Vertrag', address: 'kein' }),
	],
	'/document-links/systems': [
		visit('admin', '/document-links/systems'),
		sending('admin', '/document-links/systems', { slug: 'X X', pattern: 'falsch' }),
	],
	'/document-links/systems/network': [visit('networkAdmin', '/document-links/systems/network')],
	'/document-links/[organisation]/[slug]': [visit('reader', ({ documentLink }) => documentLink.url)],
	'/directory': [visit('reader', '/directory'), visit('reader', '/directory?q=niemand')],
	'/directory/[organisation]': [visit('admin', '/directory/alpha'), visit('anonymous', '/directory/beta')],
	'/directory/[organisation]/contacts/new': [visit('admin', '/directory/alpha/contacts/new')],
	'/directory/[organisation]/contacts/[contact]': [
		visit('admin', ({ contactId }) => `/directory/alpha/contacts/${contactId}`),
	],
	'/chat': [visit('admin', '/chat'), visit('stranger', '/chat')],
	'/chat/new': [visit('admin', '/chat/new'), sending('author', '/chat/new', { name: '' })],
	'/chat/direct': [visit('reader', '/chat/direct'), visit('stranger', '/chat/direct')],
	'/chat/search': [visit('reader', '/chat/search?q=hinweis'), visit('reader', '/chat/search?q=raumstation')],
	'/chat/reports': [visit('admin', '/chat/reports')],
	'/chat/panel': [visit('reader', '/chat/panel')],
	'/chat/items/[id]': [visit('reader', ({ items }) => `/chat/items/${items.own.id}`)],
	'/chat/rooms/[room]': [
		visit('admin', ({ chat }) => `/chat/rooms/${chat.roomId}`),
		visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}?quote=${chat.messageId}`),
		{
			...visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}`),
			act: (page) => page.locator('[data-act="more"]').first().click(),
		},
		{
			...visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}`),
			async act(page) {
				await page.locator('#composer-text').fill('@');
				await page.getByRole('option').first().waitFor();
			},
		},
	],
	'/chat/rooms/[room]/settings': [
		visit('admin', ({ chat }) => `/chat/rooms/${chat.roomId}/settings`),
		visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}/settings`),
	],
	'/chat/rooms/[room]/poll': [visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}/poll`)],
	'/chat/rooms/[room]/file': [visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}/file`)],
	'/chat/rooms/[room]/[number]': [visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}/${chat.number}`)],
	'/chat/rooms/[room]/[number]/edit': [
		visit('admin', ({ chat }) => `/chat/rooms/${chat.roomId}/${chat.number}/edit`),
		visit('reader', ({ chat }) => `/chat/rooms/${chat.roomId}/${chat.number}/edit`),
	],
	'/favourites': [visit('admin', '/favourites'), visit('reader', '/favourites')],
	'/training': [visit('reader', '/training'), visit('anonymous', '/training')],
	'/training/new': [visit('trainer', '/training/new'), sending('trainer', '/training/new', { title: '' })],
	'/training/requests': [visit('approver', '/training/requests'), visit('reader', '/training/requests')],
	'/training/certificates': [visit('reader', '/training/certificates')],
	'/training/verify': [
		visit('anonymous', '/training/verify'),
		visit('anonymous', '/training/verify?number=2026-AAAA-BBBB-CCCC'),
	],
	'/training/obligations': [
		visit('admin', '/training/obligations'),
		sending('admin', '/training/obligations', { withinDays: '0' }),
	],
	'/training/completions': [visit('admin', '/training/completions')],
	'/training/courses/[id]/outline': [
		visit('trainer', ({ training }) => `/training/courses/${training.id}/outline`),
		sending('trainer', ({ training }) => `/training/courses/${training.id}/outline`, { 'lesson.title': '' }),
	],
	'/training/courses/[id]/embed': [
		visit('trainer', ({ training }) => `/training/courses/${training.id}/embed`),
		visit('trainer', ({ training }) => `/training/courses/${training.id}/embed?find=verfahren`),
	],
	'/training/courses/[id]/preview': [
		visit('trainer', ({ training }) => `/training/courses/${training.id}/preview`),
	],
	'/training/courses/[id]/participants': [
		visit('trainer', ({ training }) => `/training/courses/${training.id}/participants`),
	],
	'/training/courses/[id]/rules': [
		visit('trainer', ({ training }) => `/training/courses/${training.id}/rules`),
		sending('trainer', ({ training }) => `/training/courses/${training.id}/rules`, { capacity: '-1' }),
	],
	'/training/courses/[id]/prerequisites': [
		visit('trainer', ({ training }) => `/training/courses/${training.id}/prerequisites?find=kurs`),
	],
	'/training/courses/[id]/dates': [
		visit('trainer', ({ training }) => `/training/courses/${training.id}/dates`),
		sending('trainer', ({ training }) => `/training/courses/${training.id}/dates`, { startsAt: 'bald' }),
	],
	'/training/dates/[id]': [
		visit('reader', ({ training }) => `/training/dates/${training.dateId}`),
		visit('trainer', ({ training }) => `/training/dates/${training.dateId}`),
	],
	'/training/dates/[id]/attendance': [
		visit('trainer', ({ training }) => `/training/dates/${training.dateId}/attendance`),
	],
	'/training/dates/[id]/edit': [
		visit('trainer', ({ training }) => `/training/dates/${training.dateId}/edit`),
	],
	'/packages': [visit('reader', '/packages'), visit('author', '/packages')],
	'/packages/[organisation]/[slug]': [
		visit('reader', ({ packages }) => packages.url),
		visit('author', ({ packages }) => packages.url),
	],
	'/training/packages/new': [
		visit('author', '/training/packages/new'),
		visit('author', '/training/packages/new?refused=command.refused&reason=training.refused.manifestMissing'),
	],
	'/training/packages/[id]': [
		visit('reader', ({ packages }) => `/training/packages/${packages.id}`),
		visit('author', ({ packages }) => `/training/packages/${packages.id}`),
	],
	'/training/packages/[id]/file': [
		visit('author', ({ packages }) => `/training/packages/${packages.id}/file`),
	],
	'/media': [visit('reader', '/media'), visit('author', '/media')],
	'/media/[organisation]/[slug]': [
		visit('reader', ({ packages }) => packages.mediaUrl),
		visit('author', ({ packages }) => packages.mediaUrl),
	],
	'/training/media/new': [visit('author', '/training/media/new')],
	'/training/media/[id]': [visit('author', ({ packages }) => `/training/media/${packages.mediaId}`)],
	'/training/import': [visit('trainer', '/training/import')],
	'/training/import/[id]': [visit('admin', ({ packages }) => `/training/import/${packages.importId}`)],
	'/training/statements': [
		visit('networkAdmin', '/training/statements'),
		sending('networkAdmin', '/training/statements', {
			endpoint: 'http://lrs.example/',
			userName: 'hub',
			password: 'geheim',
		}),
	],
	'/quizzes': [visit('reader', '/quizzes'), visit('author', '/quizzes')],
	'/quizzes/[organisation]/[slug]': [
		visit('reader', ({ quiz }) => quiz.url),
		visit('trainer', ({ quiz }) => quiz.url),
	],
	'/training/attempts/[id]': [
		visit('reader', ({ quiz }) => `/training/attempts/${quiz.attemptId}`),
		visit('reader', ({ quiz }) => `/training/attempts/${quiz.runningId}?question=1`),
		visit('reader', ({ quiz }) => `/training/attempts/${quiz.runningId}?question=4`),
	],
	'/training/marking': [
		visit('trainer', '/training/marking'),
		sending('trainer', '/training/marking', { points: 'viele' }),
	],
	'/training/quizzes/new': [
		visit('author', '/training/quizzes/new'),
		sending('author', '/training/quizzes/new', { title: '' }),
	],
	'/training/quizzes/import': [visit('author', '/training/quizzes/import')],
	'/training/quizzes/[id]/import': [
		visit('author', ({ quiz }) => `/training/quizzes/${quiz.importedId}/import`),
	],
	'/training/quizzes/[id]/analysis': [
		visit('trainer', ({ quiz }) => `/training/quizzes/${quiz.id}/analysis`),
	],
	'/courses': [visit('reader', '/courses'), visit('anonymous', '/courses')],
	'/courses/[organisation]/[slug]': [
		visit('author', ({ training }) => training.url),
		visit('reader', ({ training }) => training.url),
	],
	'/courses/[organisation]/[slug]/[lesson]': [
		visit('reader', ({ training }) => `${training.url}/${training.lessonId}`),
	],
	'/lessons': [visit('reader', '/lessons')],
	'/lessons/[organisation]/[slug]': [visit('reader', ({ training }) => training.lessonItem.url)],
	'/feedback': [visit('author', '/feedback'), visit('foreignReader', '/feedback')],
	'/feedback/sent': [visit('foreignAdmin', '/feedback/sent'), visit('reader', '/feedback/sent')],
	'/feedback/access': [visit('reader', '/feedback/access?address=/i/gibt-es-nicht')],
	'/feedback/reports/[id]': [
		visit('author', ({ reportId }) => `/feedback/reports/${reportId}`),
		visit('foreignAdmin', ({ reportId }) => `/feedback/reports/${reportId}`),
	],
	'/feedback/requests/[id]': [
		visit('author', ({ requestId }) => `/feedback/requests/${requestId}`),
		visit('foreignAdmin', ({ requestId }) => `/feedback/requests/${requestId}`),
	],
	'/feedback/items/[id]': [visit('author', ({ rich }) => `/feedback/items/${rich.id}`)],
	'/feedback/items/[id]/new': [
		visit('reader', ({ rich }) => `/feedback/items/${rich.id}/new`),
		visit('anonymous', ({ rich }) => `/feedback/items/${rich.id}/new`),
	],
	'/handbook': [visit('admin', '/handbook'), visit('anonymous', '/handbook')],
	'/handbook/[chapter]/[page]': [visit('reader', '/handbook/reading/page')],
	'/offline': [visit('reader', '/offline')],
	'/offline/shell': [visit('anonymous', '/offline/shell')],
	'/i/[id]/qr': [visit('reader', ({ rich }) => `/i/${rich.id}/qr`)],
};

function visit(who: Visit['who'], path: string | Visit['path'], status = 200): Visit {
	return { who, path: typeof path === 'string' ? () => path : path, status };
}

/** Fills in the first form that has these fields, past what the browser would refuse, and sends it. */
function sending(
	who: Visit['who'],
	path: string | Visit['path'],
	fields: Readonly<Record<string, string>>,
): Visit {
	return {
		...visit(who, path),
		async act(page) {
			for (const [name, value] of Object.entries(fields)) await page.fill(`main [name="${name}"]`, value);
			const [name = ''] = Object.keys(fields);
			const button = await page.locator(`main [name="${name}"]`).evaluateHandle(lastButtonOf);
			await Promise.all([page.waitForEvent('domcontentloaded'), button.asElement()?.click()]);
		},
	};
}

/** Runs in the page: what sends the form of a field, which may stand anywhere on it, without the browser's own checks. */
function lastButtonOf(field: Element): Element | undefined {
	const form = field instanceof HTMLInputElement ? field.form : field.closest('form');
	form?.setAttribute('novalidate', '');
	const buttons = [...(form?.elements ?? [])].filter((element) =>
		element.matches('[type=submit], button:not([type])'),
	);
	return buttons.findLast((element) => !element.matches('.visually-hidden'));
}
