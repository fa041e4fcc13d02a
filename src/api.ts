/** What `import ... from 'verbund'` gives a plugin. */
export { definePlugin } from './host/plugin-context.ts';
export type {
	PersonalDataHandler,
	PluginContext,
	PluginExports,
	PluginStorage,
	TreeDataProvider,
	TreeNodes,
	ViewRequest,
} from './host/plugin-context.ts';
export { defineCommand } from './host/command.ts';
export type { AuditNote, CommandContext, CommandDefinition } from './host/command.ts';
export { VerbundError, notFound } from './errors.ts';
export type { Actor, PersonActor } from './access/actor.ts';
export type { Collection } from './content/collections.ts';
export type { FieldValues } from './content/fields.ts';
export type { ListedItem, ReadItem, Revision, WorkingItem } from './content/item.ts';
export type { Reader } from './content/reader.ts';
export type { Disposable } from './events.ts';
export type { DraftText } from './content/draft-text.ts';
export type { ItemSource } from './content/read-source.ts';
export type { Migration } from './database/migrate.ts';
export type { Person } from './accounts/people.ts';
export type { PermissionObject } from './access/permissions.ts';
export type { Organisation, Site } from './accounts/organisations.ts';
export type { TreeNode } from './workbench/locals.ts';
export type { Translate } from './l10n/translator.ts';
export { createId } from './ids.ts';
export { visibleItems } from './access/visible-to.ts';
export { contentLanguages } from './l10n/languages.ts';
export { sql } from 'kysely';
export type { Kysely } from 'kysely';
export { z } from 'zod';
