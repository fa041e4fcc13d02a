import { testPassword } from '../harness/test-network.ts';
import { chatCommands } from './chat.ts';
import type { ItemState, Objects } from './objects.ts';
import { administering, belonging, deciding, teaching, writing, type Right } from './rights.ts';

export interface CommandRow {
	readonly may: Right;
	readonly input: (objects: Objects, own: OwnThings) => unknown;
	/** A token that may only read may run it. */
	readonly reads?: true;
	/** About an item, in this state if none is said; tried on items in every state. */
	readonly onItem?: ItemState;
	/** About nothing in particular: asked for the acting organisation. */
	readonly acting?: true;
	/** Reads the item and writes in the acting organisation. */
	readonly takesOver?: true;
	/** For whoever may read the item. */
	readonly ofReaders?: true;
	/** What those who may are answered, where the thing of the example does not exist. */
	readonly status?: 404 | 409 | 410 | 422;
}

/** What belongs to whoever runs the command. */
export interface OwnThings {
	readonly email: string;
	readonly tokenId: string;
}

const text = { title: 'Neu', body: 'Text' };
const newPassword = 'Regenschirm mit Kupfergriff 77';
const day = '2027-11-03';
/** A PNG. */
const onePixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const legalText = { page: 'imprint', language: 'de', body: 'Wer wir sind', expectedUpdatedAt: 0 };

/** Every command with who may run it. One that is not in here fails the test. */
export const commandTable: Readonly<Record<string, CommandRow>> = {
	'accounts.signIn': {
		may: 'signedIn',
		reads: true,
		input: (_, { email }) => ({ email, password: testPassword }),
	},
	'problems.count': { may: writing, reads: true, acting: true, input: () => ({}) },
	'problems.find': {
		may: writing,
		reads: true,
		onItem: 'own',
		input: (o) => ({ ...inGerman(o), title: 'Neu', summary: '', body: 'Text' }),
	},
	'accounts.signOut': { may: 'signedIn', reads: true, input: () => ({}) },
	'accounts.signOutEverywhere': { may: 'signedIn', input: () => ({}) },
	'accounts.endSession': { may: 'signedIn', input: () => ({ sessionId: 'x'.repeat(64) }) },
	'accounts.switchOrganisation': {
		may: belonging,
		reads: true,
		input: ({ organisationId }) => ({ organisationId }),
	},
	'accounts.changePassword': {
		may: 'signedIn',
		input: () => ({ currentPassword: testPassword, password: newPassword }),
	},
	'accounts.changePreferences': { may: 'signedIn', input: () => ({ theme: 'dark' }) },
	'accounts.acceptInvitation': {
		may: 'anyone',
		input: ({ links }) => ({
			token: links.invitation,
			name: 'Neu',
			email: 'neu@hub.example',
			password: newPassword,
		}),
	},
	'accounts.joinByInvitation': { may: 'signedIn', input: ({ links }) => ({ token: links.invitation }) },
	'accounts.resetPassword': {
		may: 'anyone',
		input: ({ links }) => ({ token: links.passwordReset, password: newPassword }),
	},
	'accounts.setUp': {
		may: 'anyone',
		input: ({ links }) => ({
			token: links.setup,
			networkName: 'Netz',
			organisationName: 'Gamma',
			name: 'Erste',
			email: 'erste@hub.example',
			password: newPassword,
		}),
	},
	'notifications.markRead': { may: 'signedIn', input: ({ item }) => ({ itemId: item.id }) },
	'notifications.choose': {
		may: 'signedIn',
		input: () => ({ choices: [{ kind: 'core.responsible', page: true, mail: 'never' }] }),
	},
	'notifications.unsubscribe': { may: 'anyone', status: 410, input: () => ({ token: 'falsch' }) },
	'notifications.addDevice': {
		may: 'signedIn',
		status: 422,
		input: () => ({ endpoint: 'https://push.nirgends.example/1' }),
	},
	'notifications.removeDevice': { may: 'signedIn', input: () => ({ id: 'gibt-es-nicht' }) },
	'feeds.createAddress': { may: 'signedIn', input: () => ({}) },
	'feeds.revokeAddress': { may: 'signedIn', input: () => ({}) },
	'accounts.createToken': { may: 'signedIn', input: () => ({ name: 'Skript', scope: 'read' }) },
	'accounts.revokeToken': { may: 'signedIn', input: (_, { tokenId }) => ({ id: tokenId }) },
	'accounts.invite': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, roles: ['reader'] }),
	},
	'accounts.revokeInvitation': {
		may: administering,
		input: ({ organisationId, invitationId }) => ({ organisationId, id: invitationId }),
	},
	'accounts.createPasswordReset': { may: administering, input: ofMember },
	'accounts.changeRoles': { may: administering, input: (o) => ({ ...ofMember(o), roles: ['author'] }) },
	'accounts.removeMember': { may: administering, input: ofMember },
	'accounts.endSessionsOf': { may: administering, input: ofMember },
	'accounts.handOver': { may: administering, input: (o) => ({ ...ofMember(o), afterwards: 'stay' }) },
	'accounts.exportPersonalData': { may: 'signedIn', input: () => ({}) },
	'accounts.exportPersonalDataOf': {
		may: administering,
		input: ({ memberId }) => ({ personId: memberId }),
	},
	'accounts.erasePerson': {
		may: administering,
		input: ({ memberId, memberName }) => ({ personId: memberId, name: memberName }),
	},
	'accounts.setDisabled': {
		may: 'networkAdmin',
		input: ({ memberId }) => ({ personId: memberId, disabled: true }),
	},
	'accounts.setNetworkAdmin': {
		may: 'networkAdmin',
		input: ({ memberId }) => ({ personId: memberId, networkAdmin: true }),
	},
	'accounts.createGroup': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, name: 'Noch ein Kreis' }),
	},
	'accounts.renameGroup': { may: administering, input: ({ groupId }) => ({ groupId, name: 'Anders' }) },
	'accounts.removeGroup': { may: administering, input: ({ groupId }) => ({ groupId }) },
	'accounts.addGroupOrganisation': {
		may: administering,
		input: ({ groupId, partnerId }) => ({ groupId, organisationId: partnerId }),
	},
	'accounts.removeGroupOrganisation': {
		may: administering,
		input: ({ groupId, partnerId }) => ({ groupId, organisationId: partnerId }),
	},
	'accounts.addGroupMember': { may: administering, input: (o) => ({ ...ofMember(o), groupId: o.groupId }) },
	'accounts.removeGroupMember': {
		may: administering,
		input: (o) => ({ ...ofMember(o), groupId: o.groupId }),
	},
	'search.noteUse': { may: 'signedIn', input: ({ item }) => ({ kind: 'content', id: item.id }) },
	'search.noteMiss': { may: 'signedIn', input: () => ({ text: 'Raumstation' }) },
	'search.reportMiss': { may: 'signedIn', input: () => ({ text: 'Raumstation' }) },
	'search.assignMiss': {
		may: administering,
		input: ({ missId, memberId }) => ({ missId, revision: 1, assignee: `person:${memberId}` }),
	},
	'search.closeMiss': {
		may: administering,
		input: ({ missId }) => ({ missId, revision: 1, state: 'done' }),
	},
	'search.finishMiss': {
		may: 'signedIn',
		input: ({ missId }) => ({ missId, revision: 1 }),
		status: 404,
	},
	'search.saveSynonyms': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, terms: 'Drei\nVier' }),
	},
	'search.removeSynonyms': {
		may: administering,
		input: ({ organisationId, synonymId }) => ({ organisationId, id: synonymId, revision: 1 }),
	},
	'search.saveNetworkSynonyms': { may: 'networkAdmin', input: () => ({ terms: 'Drei\nVier' }) },
	'search.removeNetworkSynonyms': {
		may: 'networkAdmin',
		input: () => ({ id: 'default-01', revision: 1 }),
	},
	'search.rebuildIndex': { may: 'networkAdmin', input: () => ({}) },
	'accounts.createOrganisation': { may: 'networkAdmin', input: () => ({ name: 'Gamma' }) },
	'accounts.changeOrganisation': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, name: 'Anders' }),
	},
	'accounts.setLogo': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, image: onePixel }),
	},
	'accounts.setLetterhead': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, image: onePixel }),
	},
	'accounts.removeLetterhead': { may: administering, input: ({ organisationId }) => ({ organisationId }) },
	'accounts.removeLogo': { may: administering, input: ({ organisationId }) => ({ organisationId }) },
	'accounts.setOrganisationField': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, name: 'hotline', value: '110' }),
	},
	'accounts.removeOrganisationField': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, name: 'phone' }),
	},
	'accounts.addSite': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, name: 'Haus 2' }),
	},
	'accounts.changeSite': {
		may: administering,
		input: ({ organisationId, siteId }) => ({ organisationId, siteId, name: 'Anders' }),
	},
	'accounts.removeSite': {
		may: administering,
		input: ({ organisationId, siteId }) => ({ organisationId, siteId }),
	},

	'content.create': {
		may: writing,
		input: ({ organisationId }) => ({ organisationId, type: 'procedure', language: 'de', ...text }),
	},
	'content.saveDraft': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...inGerman(o), expectedRevision: o.item.revision, ...text }),
	},
	'content.autosave': {
		may: writing,
		onItem: 'own',
		input: (o) => ({
			...inGerman(o),
			expectedRevision: o.item.revision,
			text: { title: '', summary: '', body: 'Halb', form: [] },
		}),
	},
	'content.discardWorkingCopy': { may: writing, onItem: 'own', input: inGerman },
	'content.leaveEditor': { may: writing, onItem: 'own', input: inGerman },
	'content.publish': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...inGerman(o), revision: o.item.revision }),
	},
	'content.saveAndPublish': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...inGerman(o), expectedRevision: o.item.revision, ...text, audience: ['own'] }),
	},
	'content.unpublish': { may: writing, onItem: 'own', input: inGerman },
	'content.setAudience': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...ofItem(o), audience: ['network'] }),
	},
	'acknowledgements.ask': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...ofItem(o), dueAt: '2099-12-31', concerned: ['role:reader'] }),
	},
	'acknowledgements.end': { may: writing, onItem: 'own', input: ofItem },
	'acknowledgements.confirm': {
		may: belonging,
		input: ({ announcement }) => ({ itemId: announcement.id, edition: 1 }),
	},
	'announcements.publish': {
		may: writing,
		input: ({ organisationId }) => ({ organisationId, ...text, audience: ['own'] }),
	},
	'announcements.saveDraft': {
		may: writing,
		input: ({ organisationId }) => ({ organisationId, ...text }),
	},
	'content.setProperties': { may: writing, onItem: 'own', input: (o) => ({ ...ofItem(o), tags: ['neu'] }) },
	'content.confirmReview': { may: writing, onItem: 'own', input: (o) => ({ ...ofItem(o), nextReview: day }) },
	'content.submitForReview': {
		may: writing,
		onItem: 'draft',
		input: (o) => ({ ...inGerman(o), revision: o.item.revision }),
	},
	'content.saveAndSubmit': {
		may: writing,
		onItem: 'draft',
		input: (o) => ({ ...inGerman(o), expectedRevision: o.item.revision, ...text }),
	},
	'content.withdrawReview': {
		may: writing,
		input: ({ reviewed }) => ({ itemId: reviewed.itemId, language: 'de' }),
	},
	'content.approve': {
		may: 'approvers',
		input: ({ reviewed }) => ({ reviewId: reviewed.reviewId, revision: 1 }),
	},
	'content.sendBack': {
		may: 'approvers',
		input: ({ reviewed }) => ({ reviewId: reviewed.reviewId, revision: 1, reason: 'Zu lang' }),
	},
	'content.schedule': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...inGerman(o), revision: o.item.revision, publishAt: '2099-11-03T08:00' }),
	},
	'content.saveAndSchedule': {
		may: writing,
		onItem: 'own',
		input: (o) => ({
			...inGerman(o),
			expectedRevision: o.item.revision,
			...text,
			publishAt: '2099-11-03T08:00',
		}),
	},
	'content.unschedule': { may: writing, onItem: 'own', input: inGerman, status: 409 },
	'content.comment': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...inGerman(o), revision: o.item.revision, text: 'Stimmt das?' }),
	},
	'content.replyToComment': {
		may: writing,
		input: ({ reviewed }) => ({ commentId: reviewed.commentId, text: 'Ja' }),
	},
	'content.resolveComment': {
		may: writing,
		input: ({ reviewed }) => ({ commentId: reviewed.commentId }),
	},
	'content.saveReviewPolicy': {
		may: administering,
		input: ({ organisationId, collectionId }) => ({ organisationId, collectionId, approvers: 'role' }),
	},
	'content.removeReviewPolicy': {
		may: administering,
		input: ({ organisationId, policyId }) => ({ organisationId, id: policyId, revision: 1 }),
	},
	'content.archive': { may: writing, onItem: 'own', input: ofItem },
	'content.unarchive': { may: writing, onItem: 'own', input: ofItem },
	'content.remove': { may: deciding, onItem: 'own', input: ofItem },
	'content.restore': { may: deciding, onItem: 'binned', input: ofItem },
	'content.purge': { may: deciding, onItem: 'binned', input: ofItem },
	'content.withdrawRevision': {
		may: writing,
		onItem: 'own',
		status: 404,
		input: (o) => ({ ...ofItem(o), revision: 999 }),
	},
	'content.restoreRevision': {
		may: writing,
		onItem: 'own',
		input: (o) => ({ ...ofItem(o), revision: o.item.revision }),
	},
	'content.confirmTranslation': {
		may: writing,
		onItem: 'own',
		status: 404,
		input: (o) => ({ ...inGerman(o), sourceRevision: o.item.revision }),
	},
	'content.preview': { may: writing, reads: true, acting: true, input: () => ({ body: '# Text' }) },
	'content.attachFile': {
		may: writing,
		onItem: 'own',
		status: 404,
		input: (o) => ({ ...ofItem(o), receipt: 'gefälscht' }),
	},
	'content.removeFile': {
		may: writing,
		onItem: 'own',
		status: 404,
		input: (o) => ({ ...ofItem(o), fileId: o.fileId }),
	},
	'transfer.createImport': {
		may: writing,
		input: ({ organisationId }) => ({ organisationId, receipt: 'gefälscht' }),
		status: 404,
	},
	'transfer.chooseEntries': { may: writing, input: ({ importId }) => ({ importId }) },
	'transfer.splitBooks': { may: writing, input: ({ importId }) => ({ importId, split: true }) },
	'transfer.runImport': { may: writing, input: ({ importId }) => ({ importId, type: 'procedure' }) },
	'transfer.discardImport': { may: writing, input: ({ importId }) => ({ importId }) },
	'transfer.cancelImport': { may: writing, input: ({ runningImportId }) => ({ importId: runningImportId }) },
	'transfer.undoImport': { may: deciding, input: ({ doneImportId }) => ({ importId: doneImportId }) },
	'transfer.createExport': {
		may: 'signedIn',
		input: ({ items }) => ({ scope: 'item', scopeId: items.public.id, format: 'markdown' }),
	},
	'transfer.removeExport': {
		may: 'signedIn',
		input: () => ({ exportId: 'gibt-es-nicht' }),
		status: 404,
	},
	'content.createCollection': {
		may: writing,
		input: ({ organisationId }) => ({ organisationId, title: 'Neuer Bereich' }),
	},
	'content.renameCollection': {
		may: writing,
		input: ({ collectionId }) => ({ collectionId, title: 'Anders' }),
	},
	'content.removeCollection': { may: deciding, input: ({ collectionId }) => ({ collectionId }) },

	'jobs.retry': { may: 'networkAdmin', status: 404, input: () => ({ jobId: 'gibt-es-nicht' }) },
	'jobs.cancel': { may: 'networkAdmin', status: 404, input: () => ({ jobId: 'gibt-es-nicht' }) },
	'jobs.runNow': { may: 'networkAdmin', input: () => ({ type: 'core.tidy' }) },
	'audit.prove': { may: 'networkAdmin', input: () => ({}) },
	'mail.sendTest': { may: 'networkAdmin', status: 409, input: () => ({}) },
	'mail.switchOff': { may: 'networkAdmin', input: () => ({}) },
	'mail.retry': { may: 'networkAdmin', status: 404, input: () => ({ mailId: 'gibt-es-nicht' }) },
	'mail.retryFailed': { may: 'networkAdmin', input: () => ({}) },
	'mail.drop': { may: 'networkAdmin', status: 404, input: () => ({ mailId: 'gibt-es-nicht' }) },
	'mail.configure': {
		may: 'networkAdmin',
		input: () => ({ host: 'smtp.hub.example', port: 587, security: 'starttls', from: 'hub@hub.example' }),
	},
	'health.examine': { may: 'networkAdmin', input: () => ({}) },
	'backups.create': { may: 'networkAdmin', input: () => ({}) },
	'backups.prove': { may: 'networkAdmin', status: 404, input: () => ({ name: 'gibt-es-nicht' }) },
	'backups.remove': { may: 'networkAdmin', status: 404, input: () => ({ name: 'gibt-es-nicht' }) },
	'backups.changePlan': {
		may: 'networkAdmin',
		input: () => ({ enabled: true, time: '03:15', daily: 7, weekly: 4, monthly: 6 }),
	},

	'plugins.switch': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, pluginId: 'procedures', enabled: false }),
	},
	'plugins.switchNetwork': {
		may: 'networkAdmin',
		input: () => ({ pluginId: 'procedures', enabled: false }),
	},
	'settings.changeNetwork': { may: 'networkAdmin', input: () => ({ key: 'network.name', value: 'Netz' }) },
	'settings.resetNetwork': { may: 'networkAdmin', input: () => ({ key: 'network.name' }) },
	'settings.changeOrganisation': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, key: 'content.reviewMonths', value: 6 }),
	},
	'settings.resetOrganisation': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, key: 'content.reviewMonths' }),
	},
	'settings.changeOwn': {
		may: 'signedIn',
		status: 422,
		input: () => ({ key: 'network.name', value: 'Netz' }),
	},
	'access.setPermissionRoles': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, permission: 'content.delete', roles: ['admin'] }),
	},
	'access.resetPermissionRoles': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, permission: 'content.delete' }),
	},

	'walkthroughs.markStep': {
		may: 'signedIn',
		input: () => ({ walkthrough: 'first-steps.reader', step: 'search' }),
	},
	'walkthroughs.putAway': { may: 'signedIn', input: () => ({ walkthrough: 'first-steps.reader' }) },

	'offline.checkItems': {
		may: 'signedIn',
		reads: true,
		input: ({ item }) => ({ language: 'de', items: [{ id: item.id, digest: null }] }),
	},
	'offline.listCollection': {
		may: 'signedIn',
		reads: true,
		input: ({ collectionId }) => ({ collectionId }),
	},

	'legal.changeNetworkText': { may: 'networkAdmin', input: () => legalText },
	'legal.changeOrganisationText': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, ...legalText }),
	},
	'legal.removeNetworkText': { may: 'networkAdmin', input: () => ({ page: 'imprint', language: 'de' }) },
	'legal.removeOrganisationText': {
		may: administering,
		input: ({ organisationId }) => ({ organisationId, page: 'imprint', language: 'de' }),
	},
	'legal.reportBarrier': { may: 'anyone', input: () => ({ text: 'Der Knopf hat keinen Namen.' }) },
	'legal.closeBarrierReport': {
		may: 'networkAdmin',
		status: 404,
		input: () => ({ id: 'gibt-es-nicht' }),
	},

	'feedback.reportMistake': {
		may: 'anyone',
		onItem: 'own',
		takesOver: true,
		input: (o) => ({ ...inGerman(o), text: 'Die Frist ist falsch.' }),
	},
	'feedback.answerReport': { may: writing, input: ({ reportId }) => ({ reportId, text: 'Danke.' }) },
	'feedback.dismiss': { may: 'signedIn', status: 404, input: () => ({ id: 'gibt-es-nicht' }) },
	'feedback.requestAccess': { may: 'signedIn', input: ({ item }) => ({ address: `/i/${item.id}` }) },
	'feedback.grantAccess': {
		may: writing,
		input: ({ requestId }) => ({ requestId, organisation: true }),
	},
	'feedback.declineAccess': { may: writing, input: ({ requestId }) => ({ requestId, text: 'Nein.' }) },
	'feedback.ignoreRequest': { may: writing, input: ({ requestId }) => ({ requestId }) },

	'directory.addContact': {
		may: administeringOwn(),
		input: ({ organisationId }) => ({ organisationId, name: 'Frau Neu' }),
	},
	'directory.changeContact': {
		may: administeringOwn(),
		input: ({ contactId, contactUpdatedAt }) => ({
			contactId,
			expectedUpdatedAt: contactUpdatedAt,
			name: 'Frau Anders',
		}),
	},
	'directory.removeContact': { may: administeringOwn(), input: ({ contactId }) => ({ contactId }) },
	'documents.upload': {
		may: writing,
		status: 404,
		input: ({ organisationId }) => ({ organisationId, language: 'de', uploadId: 'gibt-es-nicht' }),
	},
	'documents.addVersion': {
		may: writing,
		onItem: 'own',
		status: 404,
		input: (o) => ({ ...inGerman(o), expectedRevision: 1, uploadId: 'gibt-es-nicht' }),
	},
	'documents.restoreVersion': {
		may: writing,
		onItem: 'own',
		status: 404,
		input: (o) => ({ ...inGerman(o), expectedRevision: 1, fileId: o.fileId }),
	},
	'documents.createLink': {
		may: writing,
		input: ({ organisationId }) => ({
			organisationId,
			language: 'de',
			title: 'Vertrag',
			system: 'dms',
			reference: '1',
		}),
	},
	'documents.addSystem': {
		may: administeringOwn(),
		input: ({ organisationId }) => ({
			organisationId,
			slug: `neu-${Math.random().toString(36).slice(2, 8)}`,
			name: 'Neu',
			pattern: 'https://neu.example/{number}',
		}),
	},
	'documents.changeSystem': {
		may: administeringOwn(),
		input: ({ systemId }) => ({
			systemId,
			expectedVersion: 1,
			name: 'DMS',
			pattern: 'https://anders.example/{number}',
		}),
	},
	'documents.addNetworkSystem': {
		may: 'networkAdmin',
		input: () => ({
			slug: `neu-${Math.random().toString(36).slice(2, 8)}`,
			name: 'Neu',
			pattern: 'https://neu.example/{number}',
		}),
	},
	'documents.changeNetworkSystem': {
		may: 'networkAdmin',
		input: ({ networkSystemId }) => ({
			systemId: networkSystemId,
			expectedVersion: 1,
			name: 'Netz',
			pattern: 'https://anders.example/{number}',
		}),
	},
	'documents.removeNetworkSystem': {
		may: 'networkAdmin',
		input: ({ networkSystemId }) => ({ systemId: networkSystemId }),
	},
	'documents.addFolderSource': {
		may: administeringOwn(),
		input: ({ organisationId }) => ({
			...{ organisationId, name: 'Neu', root: '/nicht/offen', folder: '', audience: ['own'] },
		}),
		status: 422,
	},
	'documents.addWebdavSource': {
		may: administeringOwn(),
		input: ({ organisationId }) => ({
			...{ organisationId, name: 'Neu', url: 'http://127.0.0.1/dav', audience: ['own'] },
		}),
		status: 422,
	},
	'documents.changeSource': {
		may: administeringOwn(),
		input: ({ source }) => ({
			...{ sourceId: source.id, expectedVersion: 1, name: 'Anders', audience: ['own'] },
		}),
	},
	'documents.readSource': { may: administeringOwn(), input: ({ source }) => ({ sourceId: source.id }) },
	'documents.removeSource': { may: administeringOwn(), input: ({ source }) => ({ sourceId: source.id }) },
	'documents.removeSystem': { may: administeringOwn(), input: ({ systemId }) => ({ systemId }) },
	'templates.upload': {
		may: writing,
		status: 404,
		input: ({ organisationId }) => ({ organisationId, language: 'de', uploadId: 'gibt-es-nicht' }),
	},
	'templates.replaceFile': {
		may: writing,
		onItem: 'own',
		status: 404,
		input: (o) => ({ ...inGerman(o), expectedRevision: 1, uploadId: 'gibt-es-nicht' }),
	},
	'templates.take': { may: writing, input: withTemplate },
	'templates.noteChange': { may: writing, input: (o) => ({ ...withTemplate(o), revision: 1 }) },
	'templates.release': { may: writing, input: withTemplate },
	'favourites.add': { may: 'signedIn', onItem: 'own', ofReaders: true, input: inGerman },
	'favourites.remove': { may: 'signedIn', input: inGerman },
	'favourites.move': { may: 'signedIn', status: 404, input: (o) => ({ ...ofItem(o), before: o.item.id }) },
	...chatCommands,
	'training.createCourse': {
		may: teaching,
		input: ({ organisationId }) => ({ organisationId, title: 'Neu' }),
	},
	'training.saveOutline': {
		may: teaching,
		input: ({ training }) => ({
			...ofCourse(training),
			expectedRevision: training.revision,
			entries: [{ kind: 'lesson', id: training.lessonId, minutes: 5 }],
		}),
	},
	'training.addLesson': {
		may: teaching,
		input: ({ training }) => ({ ...ofCourse(training), expectedRevision: training.revision, title: 'Neu' }),
	},
	'training.setPrerequisites': {
		may: teaching,
		input: ({ training }) => ({ ...ofCourse(training), expectedRevision: training.revision }),
	},
	'training.publishCourse': {
		may: teaching,
		input: ({ training }) => ({ ...ofCourse(training), expectedRevision: training.revision }),
	},
	'training.setRules': {
		may: teaching,
		input: ({ training }) => ({
			...ofCourse(training),
			expectedVersion: training.rulesMark,
			enrolment: 'open',
		}),
	},
	'training.addTarget': {
		may: teaching,
		input: ({ training, organisationId }) => ({
			...ofCourse(training),
			principal: `organisation:${organisationId}`,
		}),
	},
	'training.removeTarget': {
		may: teaching,
		input: ({ training }) => ({ ...ofCourse(training), targetId: training.targetId }),
	},
	'training.invite': {
		may: teaching,
		status: 409,
		input: ({ training }) => ({ ...ofCourse(training), personIds: ['gibt-es-nicht'] }),
	},
	'training.decideRequest': {
		may: deciding,
		input: ({ training }) => ({ enrolmentId: training.enrolmentId, approve: true }),
	},
	'training.removeParticipant': {
		may: teaching,
		input: ({ training }) => ({ ...ofCourse(training), enrolmentId: training.enrolmentId }),
	},
	'training.enrol': { may: belonging, input: ({ training }) => ofCourse(training) },
	'training.leave': { may: 'signedIn', status: 404, input: () => ({ courseId: 'gibt-es-nicht' }) },
	'training.completeLesson': {
		may: 'signedIn',
		status: 404,
		input: ({ training }) => ({ ...ofCourse(training), lessonId: training.lessonId }),
	},
	'training.submitAssignment': {
		may: 'signedIn',
		status: 404,
		input: ({ training }) => ({ ...ofCourse(training), lessonId: training.lessonId, text: 'Fertig' }),
	},
	'training.submitFile': {
		may: 'signedIn',
		status: 404,
		input: ({ training }) => ({
			...ofCourse(training),
			lessonId: training.lessonId,
			uploadId: 'gibt-es-nicht',
		}),
	},
	'training.takeFileBack': {
		may: 'signedIn',
		status: 404,
		input: ({ training }) => ({
			...ofCourse(training),
			lessonId: training.lessonId,
			fileId: 'gibt-es-nicht',
		}),
	},
	'training.answerAssignment': {
		may: teaching,
		status: 404,
		input: ({ training }) => ({ ...ofCourse(training), submissionId: 'gibt-es-nicht', verdict: 'accepted' }),
	},
	'training.addDate': {
		may: teaching,
		input: ({ training }) => ({
			...ofCourse(training),
			startsAt: '2099-01-01T09:00',
			endsAt: '2099-01-01T10:00',
		}),
	},
	'training.changeDate': {
		may: teaching,
		input: ({ training }) => ({
			...ofCourse(training),
			dateId: training.dateId,
			expectedSequence: 0,
			startsAt: '2099-01-01T09:00',
			endsAt: '2099-01-01T10:00',
		}),
	},
	'training.cancelDate': {
		may: teaching,
		input: ({ training }) => ({ ...ofCourse(training), dateId: training.dateId }),
	},
	'training.tickAttendance': {
		may: teaching,
		status: 409,
		input: ({ training }) => ({ ...ofCourse(training), dateId: training.dateId }),
	},
	'training.takeSeat': {
		may: belonging,
		status: 409,
		input: ({ training }) => ({ dateId: training.dateId }),
	},
	'training.giveSeatBack': {
		may: 'signedIn',
		status: 404,
		input: ({ training }) => ({ dateId: training.dateId }),
	},
	'training.addObligation': {
		may: administeringOwn(),
		input: ({ training, organisationId }) => ({
			...ofCourse(training),
			organisationId,
			principal: `organisation:${organisationId}`,
		}),
	},
	'training.removeObligation': {
		may: administeringOwn(),
		input: ({ training, organisationId }) => ({ organisationId, obligationId: training.obligationId }),
	},
	'training.createQuiz': {
		may: writing,
		input: ({ organisationId }) => ({ organisationId, language: 'de', title: 'Neu' }),
	},
	'training.importQuiz': {
		may: writing,
		status: 404,
		input: ({ organisationId }) => ({ organisationId, language: 'de', uploadId: 'gibt-es-nicht' }),
	},
	'training.startQuiz': {
		may: belonging,
		input: ({ quiz }) => ({ itemId: quiz.id, language: 'de' }),
	},
	'training.saveAnswers': {
		may: 'signedIn',
		status: 404,
		input: () => ({ attemptId: 'gibt-es-nicht', answers: { 0: '1' } }),
	},
	'training.checkAnswer': {
		may: 'signedIn',
		status: 404,
		input: () => ({ attemptId: 'gibt-es-nicht', answers: { 0: '1' } }),
	},
	'training.handInQuiz': {
		may: 'signedIn',
		status: 404,
		input: () => ({ attemptId: 'gibt-es-nicht', answers: {} }),
	},
	'training.markAnswer': {
		may: teaching,
		status: 409,
		input: ({ quiz }) => ({ attemptId: quiz.attemptId, key: 'gibt-es-nicht', points: 1 }),
	},
	'training.uploadPackage': {
		may: writing,
		status: 404,
		input: ({ organisationId }) => ({ organisationId, language: 'de', uploadId: 'gibt-es-nicht' }),
	},
	'training.replacePackage': {
		may: writing,
		status: 404,
		input: ({ packages }) => ({
			itemId: packages.id,
			language: 'de',
			expectedRevision: 1,
			uploadId: 'gibt-es-nicht',
		}),
	},
	'training.setUnpacking': {
		may: writing,
		input: ({ packages }) => ({ itemId: packages.id, fileId: packages.fileId, unpack: false }),
	},
	'training.keepPackageState': {
		may: 'signedIn',
		status: 409,
		input: () => ({ launch: 'nobody-signed-this', values: {} }),
	},
	'training.keepPackageResult': {
		may: 'signedIn',
		status: 409,
		input: () => ({ launch: 'nobody-signed-this', values: {} }),
	},
	'training.uploadMedia': {
		may: writing,
		status: 404,
		input: ({ organisationId }) => ({ organisationId, language: 'de', uploadId: 'gibt-es-nicht' }),
	},
	'training.setCaptions': {
		may: writing,
		status: 404,
		input: ({ packages }) => ({
			itemId: packages.mediaId,
			language: 'de',
			expectedRevision: 1,
			uploadId: 'gibt-es-nicht',
		}),
	},
	'training.readCourseFile': {
		may: teaching,
		status: 404,
		input: ({ organisationId }) => ({ organisationId, language: 'de', uploadId: 'gibt-es-nicht' }),
	},
	'training.importCourse': {
		may: teaching,
		status: 404,
		input: () => ({ importId: 'gibt-es-nicht', title: 'Neu' }),
	},
	'training.setRecordStore': {
		may: 'networkAdmin',
		status: 409,
		input: () => ({ endpoint: 'https://10.0.0.1/xapi/', userName: 'hub', password: 'x' }),
	},
	'training.removeRecordStore': { may: 'networkAdmin', input: () => ({}) },
	'procedures.duplicate': { may: writing, onItem: 'own', takesOver: true, input: inGerman },
};

function ofMember({ organisationId, memberId }: Objects) {
	return { organisationId, personId: memberId };
}

function ofCourse({ id }: Objects['training']) {
	return { courseId: id };
}

function ofItem({ item }: Objects) {
	return { itemId: item.id };
}

function withTemplate({ template, organisationId }: Objects) {
	return { itemId: template.id, organisationId };
}

function inGerman(objects: Objects) {
	return { ...ofItem(objects), language: 'de' };
}

/** A plugin's permission is not held by network administrators unless an organisation gives them a role. */
function administeringOwn(): Right {
	return { roles: ['admin'] };
}
