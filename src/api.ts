/** What `import ... from 'verbund'` gives a plugin. */
export { definePlugin } from './host/plugin-context.ts';
export type {
	HandedOver,
	HandoverHeir,
	HandoverProvider,
	HandoverThing,
	ItemKeyProvider,
	PersonalDataHandler,
	PluginContext,
	PluginExports,
	PluginStorage,
	QuickAccessProvider,
	Task,
	TaskLister,
	TaskProvider,
	TaskRequest,
	TaskRow,
	TaskSource,
	TreeDataProvider,
	TreeNodes,
	ViewRequest,
	WidgetSource,
} from './host/plugin-context.ts';
export { defineCommand } from './host/command.ts';
export { createFileItems, fileItemInput, fileText, fileTitle } from './host/file-items.ts';
export type { AuditNote, CommandContext, CommandDefinition } from './host/command.ts';
export { VerbundError, isVerbundError, notFound, nullIfMissing } from './errors.ts';
export type { Actor, PersonActor } from './access/actor.ts';
export type { FileVersion, PublishedFile } from './content/attachments.ts';
export { rangeOf } from './content/files/byte-range.ts';
export type { FileHistory, FileRevision } from './content/files/list-versions.ts';
export type { Collection } from './content/collections.ts';
export type { ContentType } from './content/content-types.ts';
export type { FieldSchema, FieldValue, FieldValues } from './content/fields.ts';
export { toOrganisation } from './content/to-organisation.ts';
export type { OrganisationColumns } from './content/to-organisation.ts';
export type { ItemOrganisation, ListedItem, ReadItem, Revision, WorkingItem } from './content/item.ts';
export { entryIds, itemParts } from './content/item-parts.ts';
export type { ItemFact } from './content/item-parts.ts';
export type { PublishedText } from './content/published-texts.ts';
export type { Reader } from './content/reader.ts';
export type { Disposable } from './events.ts';
export type { DraftText } from './content/draft-text.ts';
export type { ItemSource } from './content/read-source.ts';
export type { Migration } from './database/migrate.ts';
export type { Person } from './accounts/people.ts';
export type { PermissionObject } from './access/permissions.ts';
export type { ItemPlace } from './content/item-address.ts';
export type { Organisation, Site } from './accounts/organisations.ts';
export type { TreeNode } from './workbench/locals.ts';
export type { Formatters } from './l10n/formatters.ts';
export type { Translate } from './l10n/translator.ts';
export { defineJob } from './jobs/job.ts';
export type { EnqueueOptions, JobDefinition, JobRun } from './jobs/job.ts';
export type { CheckedText, ProblemCheck, ProblemFinding } from './host/problems/problem-check.ts';
export type { HealthCheck, HealthFinding } from './host/health/health-check.ts';
export type { CalendarEvent, CalendarProvider, CalendarRequest } from './feeds/calendars.ts';
export type { NewNotification, NotificationDefinition } from './notifications/notification.ts';
export type { RoomDefinition, RoomEvent } from './realtime/room.ts';
export {
	findValue,
	type PlaceholderValue,
	type PlaceholderValues,
} from './content/placeholders/placeholder-values.ts';
export { markPattern, parseMark } from './content/placeholders/placeholder-mark.ts';
export { readDay } from './content/placeholders/shift-day.ts';
export type { PdfAlignment, PdfBlock, PdfDocument, PdfSpan, PdfText } from './pdf/pdf-document.ts';
export { languageOrder } from './content/language-order.ts';
export { germanDay, germanTime, startOfDay } from './l10n/german-days.ts';
export { createId } from './ids.ts';
export { toCsv } from './host/csv.ts';
export { answerRequests } from './isolation/answer-requests.ts';
export { createIsolatedProcess, IsolationFailure } from './isolation/isolated-process.ts';
export { stageSource } from './transfer/import/stage-source.ts';
export { unpackArchive } from './transfer/import/unpack-archive.ts';
export { guardedRequest, SilentServer } from './network/guarded-request.ts';
export { AddressRefused, readAllowedHosts, requirePublic } from './network/public-address.ts';
export type { AllowedHosts } from './network/public-address.ts';
export { mapLinks } from './content/transfer/map-links.ts';
export { openArchive, readEntry } from './transfer/archive.ts';
export type { Archive, ArchiveEntry } from './transfer/archive.ts';
export { answersFor } from './access/answers-for.ts';
export {
	principalsOf,
	readersOf,
	visibleItems,
	visiblePeople,
	visibleShelf,
	visibleTo,
} from './access/visible-to.ts';
export { foreignResponse } from './content/files/foreign-response.ts';
export { contentLanguages } from './l10n/languages.ts';
export { sql } from 'kysely';
export type { Kysely } from 'kysely';
export { z } from 'zod';
