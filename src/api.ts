/** What `import ... from 'verbund'` gives a plugin. */
export { definePlugin } from './host/plugin-context.ts';
export type {
	PersonalDataHandler,
	PluginContext,
	PluginExports,
	PluginStorage,
	TreeDataProvider,
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
export type { Organisation, Site } from './accounts/organisations.ts';
export type { TreeNode } from './workbench/locals.ts';
export type { Translate } from './l10n/translator.ts';
export { createId } from './ids.ts';
export { z } from 'zod';
