import { createHash, createHmac } from 'node:crypto';
import type { z } from 'zod';
import { actorKey, organisationIds, type Actor } from '../access/actor.ts';
import type { Audit } from '../access/audit.ts';
import type { Access, Asked, PermissionObject } from '../access/permissions.ts';
import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';
import { VerbundError, notFound, type FieldError } from '../errors.ts';
import { createRegistry } from '../registry.ts';
import type { Catalogue } from '../search/catalogue/catalogue.ts';
import type { Walkthroughs } from './walkthroughs.ts';
import type {
	AnyCommand,
	CommandContext,
	CommandDeclaration,
	CommandDefinition,
	RequestOrigin,
} from './command.ts';

export interface Invocation {
	readonly actor: Actor;
	readonly reader: Reader;
	readonly origin?: RequestOrigin | null;
	/** From the client: a retry with the same key has one effect. */
	readonly idempotencyKey?: string;
	/** Plugins that are off for this reader; their commands do not exist. */
	readonly disabledPlugins?: readonly string[];
}

export interface Commands {
	/** Makes a command known; `load` brings its code (activating the plugin) when it is first needed. */
	declare(declarations: readonly CommandDeclaration[], load: () => Promise<void>): () => void;
	register<Input, Output, Prepared>(
		id: string,
		definition: CommandDefinition<Input, Output, Prepared>,
	): () => void;
	declarations(): readonly CommandDeclaration[];
	/** The definition, with its plugin activated. @throws VerbundError `command.unknown` */
	definition(id: string): Promise<AnyCommand>;
	/**
	 * The one way to write: permission, validation, effect, audit. Forms, scripts, sockets, the palette, the
	 * command line and the tests all come through here.
	 */
	execute(id: string, input: unknown, invocation: Invocation): Promise<unknown>;
	/** Forgets idempotency keys older than a day. */
	sweep(): Promise<void>;
}

const keyLifetime = 24 * 60 * 60 * 1000;

export interface CommandParts {
	readonly database: Database;
	readonly access: Access;
	readonly audit: Audit;
	readonly walkthroughs: Pick<Walkthroughs, 'noteCommand'>;
	/** People, organisations, collections and files that the command has changed are found at once. */
	readonly catalogue: Pick<Catalogue, 'update'>;
}

export function createCommands({ database, access, audit, walkthroughs, catalogue }: CommandParts): Commands {
	const registry = createRegistry<CommandDeclaration, AnyCommand>('command');

	const commands: Commands = {
		declare: (declarations, load) => registry.declare(declarations, load),
		register(id, definition) {
			// The registry forgets the types; `execute` parses the input with the definition's own schema.
			return registry.register(id, definition as unknown as AnyCommand);
		},
		declarations: () => registry.declarations(),
		async definition(id) {
			const definition = await registry.load(id);
			if (!definition) throw new VerbundError('command.unknown', { values: { command: id } });
			return definition;
		},
		async execute(id, input, { actor, reader, origin = null, idempotencyKey, disabledPlugins = [] }) {
			const declaration = registry.declaration(id);
			if (!declaration || (declaration.pluginId !== null && disabledPlugins.includes(declaration.pluginId))) {
				throw new VerbundError('command.unknown', { values: { command: id } });
			}
			requireSomewhere(actor, declaration.permission);
			const definition = await commands.definition(id);
			if (!definition.readOnly && actor.kind === 'person' && actor.access === 'readOnly') {
				throw new VerbundError('access.denied');
			}
			if (isDeeperThan(input, deepestInput)) throw new VerbundError('command.inputInvalid');
			const parsed = definition.input.safeParse(input);
			if (!parsed.success)
				throw new VerbundError('command.inputInvalid', { fields: toFieldErrors(parsed.error) });

			const context: CommandContext = { actor, reader, origin, disabledPlugins };
			await authorise(declaration, definition, context, parsed.data);
			const prepared = await definition.prepare?.(context, parsed.data);
			const isKeyed = idempotencyKey !== undefined && !definition.knowsRetries;
			const retry = isKeyed ? retryKey(actor, id, idempotencyKey, parsed.data) : null;
			const quiet = definition.quiet ?? definition.readOnly;
			const effect = async () => {
				const answered = retry && (await findAnswer(retry));
				if (answered) return answered.answer;
				const target = await authorise(declaration, definition, context, parsed.data);
				const output = await definition.run(context, parsed.data, prepared);
				if (definition.audit) {
					const { objects, organisationId = target?.organisationId } = definition.audit(
						parsed.data,
						output,
						context,
					);
					await audit.record(actor, id, objects, organisationId);
				}
				// What is found beside texts is on pages that are kept.
				if (!quiet) await catalogue.update();
				await walkthroughs.noteCommand(actor, id);
				if (retry) await storeAnswer(retry, definition.secret ? null : output);
				return output;
			};
			return database.transaction(effect, { quiet });
		},
		async sweep() {
			await database.transaction((transaction) =>
				transaction
					.deleteFrom('idempotency_keys')
					.where('created_at', '<', Date.now() - keyLifetime)
					.execute(),
			);
		},
	};
	return commands;

	/** Refuses before any code of a plugin runs: whoever holds the permission nowhere need not be heard. */
	function requireSomewhere(actor: Actor, permission: string): void {
		if (access.can(actor, permission)) return;
		if (actor.kind === 'person' && access.organisationsWhere(actor, permission).length > 0) return;
		access.require(actor, permission);
	}

	async function authorise(
		declaration: CommandDeclaration,
		definition: AnyCommand,
		context: CommandContext,
		input: unknown,
	): Promise<PermissionObject | undefined> {
		const { actor } = context;
		const target = await definition.target?.(context, input);
		const asked: Asked = target === undefined ? [] : [target];
		const isStranger = target !== undefined && !organisationIds(actor).includes(target.organisationId);
		if (access.can(actor, declaration.permission, ...asked)) {
			if (isStranger) await requireOrganisation(target);
			return target;
		}
		// Someone of another organisation learns nothing, not even that the thing is there.
		if (actor.kind === 'person' && isStranger) throw notFound();
		access.require(actor, declaration.permission, ...asked);
		return target;
	}

	/** Whoever may act in every organisation may also name one that does not exist. */
	async function requireOrganisation({ organisationId }: PermissionObject): Promise<void> {
		const organisation = await database.query
			.selectFrom('organisations')
			.select('id')
			.where('id', '=', organisationId)
			.executeTakeFirst();
		if (!organisation) throw notFound();
	}

	async function findAnswer({ actor, command, key, digest }: RetryKey): Promise<{ answer: unknown } | null> {
		const row = await database.query
			.selectFrom('idempotency_keys')
			.select(['digest', 'answer'])
			.where('actor', '=', actor)
			.where('command', '=', command)
			.where('key', '=', key)
			.where('created_at', '>', Date.now() - keyLifetime)
			.executeTakeFirst();
		if (!row) return null;
		if (row.digest !== digest) throw new VerbundError('command.keyReused');
		return { answer: JSON.parse(row.answer) };
	}

	async function storeAnswer(retry: RetryKey, answer: unknown): Promise<void> {
		const row = { ...retry, answer: JSON.stringify(answer ?? null), created_at: Date.now() };
		await database.query
			.insertInto('idempotency_keys')
			.values(row)
			.onConflict((conflict) => conflict.columns(['actor', 'command', 'key']).doUpdateSet(row))
			.execute();
	}
}

/** Input is checked recursively; deeper than any command asks, it would break the stack. */
const deepestInput = 64;

function isDeeperThan(input: unknown, limit: number): boolean {
	let level: readonly unknown[] = [input];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > limit) return true;
		level = level.flatMap((value) =>
			value !== null && typeof value === 'object' ? Object.values(value) : [],
		);
	}
	return false;
}

interface RetryKey {
	readonly actor: string;
	readonly command: string;
	readonly key: string;
	readonly digest: string;
}

/**
 * The input may hold a password, whose plain digest could be guessed: it is keyed with what the client sent as its
 * key, and of that only a digest is stored.
 */
function retryKey(actor: Actor, command: string, sent: string, input: unknown): RetryKey {
	const key = createHash('sha256').update(sent).digest('hex');
	const digest = createHmac('sha256', sent).update(JSON.stringify(input)).digest('hex');
	return { actor: actorKey(actor), command, key, digest };
}

/** `path` in dots and a translation key `field.<kind>` for each fault. */
export function toFieldErrors(error: z.ZodError): FieldError[] {
	return error.issues.flatMap((issue) => {
		const path = issue.path.map(String).join('.');
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => ({
				path: path === '' ? key : `${path}.${key}`,
				message: 'field.unknown',
			}));
		}
		if (issue.code === 'too_small' || issue.code === 'too_big') {
			const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum);
			const isMissing = issue.origin !== 'number' && limit <= 1;
			const kind = issue.code === 'too_small' ? (isMissing ? 'required' : 'tooShort') : 'tooLong';
			return [{ path, message: `field.${kind}`, values: { limit } }];
		}
		if (issue.code === 'invalid_type') {
			return [{ path, message: issue.input === undefined ? 'field.required' : 'field.invalid' }];
		}
		if (issue.code === 'invalid_format' && issue.format === 'email')
			return [{ path, message: 'field.email' }];
		if (issue.code === 'custom' && issue.message.startsWith('field.'))
			return [{ path, message: issue.message }];
		return [{ path, message: 'field.invalid' }];
	});
}
