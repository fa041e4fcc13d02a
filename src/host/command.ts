import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { AuditObjects } from '../access/audit.ts';
import type { PermissionObject } from '../access/permissions.ts';
import type { Reader } from '../content/reader.ts';

/** What is declared about a command before its code is there. */
export interface CommandDeclaration {
	/** `<plugin>.<verbNoun>` */
	readonly id: string;
	readonly title: string;
	readonly category?: string;
	readonly icon?: string;
	/** `when` clause; the command is greyed where it does not hold. */
	readonly enablement?: string;
	readonly permission: string;
	/** Null for the core's own. */
	readonly pluginId: string | null;
}

/** Where a call came from, for those commands that need to know. */
export interface RequestOrigin {
	readonly address: string;
	readonly device: string;
	readonly sessionId: string | null;
	/** Person of the signed device cookie. */
	readonly deviceOf: string | null;
	/** Tells the border to set or to clear the session cookie. */
	readonly cookies: { start(token: string, personId: string): void; end(): void };
}

export interface CommandContext {
	readonly actor: Actor;
	readonly reader: Reader;
	readonly origin: RequestOrigin | null;
	/** Plugins that are off for this reader. */
	readonly disabledPlugins: readonly string[];
}

/** How a command is answered for in the audit log. */
export interface AuditNote {
	readonly objects: AuditObjects;
	/** Whose log it belongs to; unless given that of the command's target, else of the acting organisation. */
	readonly organisationId?: string | null;
}

export interface CommandDefinition<Input, Output, Prepared = unknown> {
	/** Refuses unknown keys: use `z.strictObject`. */
	readonly input: z.ZodType<Input>;
	/** The object that the permission is asked for; without it, or where it has none, the acting organisation. */
	readonly target?: (context: CommandContext, input: Input) => Promise<PermissionObject | undefined>;
	/** Everything slow that needs no transaction: rendering, hashing. Runs before it. */
	readonly prepare?: (context: CommandContext, input: Input) => Promise<Prepared>;
	/** The effect. One transaction with the audit entry and the idempotency key. */
	readonly run: (context: CommandContext, input: Input, prepared: Prepared) => Promise<Output>;
	/** False for what must not be watched: reading, autosave, chat. */
	readonly audit: false | ((input: Input, output: Output, context: CommandContext) => AuditNote);
	/** A retry says by its input what it is, and has the same answer: no key is kept for it. */
	readonly knowsRetries?: boolean;
	/** Its answer holds a secret and is never stored for a retry. */
	readonly secret?: boolean;
	/** True for what only reads; allowed to read-only tokens. */
	readonly readOnly?: boolean;
	/** True for what no reader's page shows, such as an autosave: pages that are kept stay good. So is what only reads. */
	readonly quiet?: boolean;
}

/** A definition whose types are behind it, as the registry keeps it. */
export type AnyCommand = CommandDefinition<unknown, unknown>;

/** Keeps input, prepared value and output of a command together in types. */
export function defineCommand<Input, Output, Prepared = undefined>(
	definition: CommandDefinition<Input, Output, Prepared>,
): CommandDefinition<Input, Output, Prepared> {
	return definition;
}
