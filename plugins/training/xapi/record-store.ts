import { defineCommand, requirePublic, readAllowedHosts, z, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import type { StatementTables } from './statement-tables.ts';

/** Where statements are sent. */
export interface RecordStore {
	readonly endpoint: URL;
	readonly userName: string;
	/** Null where it was sealed with another key. */
	readonly password: string | null;
	readonly lastError: string | null;
}

export interface RecordStores {
	/** Null while none is entered. */
	find(): Promise<RecordStore | null>;
	noteError(error: string | null): Promise<void>;
}

const theOne = 'hub';

export function createRecordStores({ seal, storage }: PluginContext): RecordStores {
	return {
		async find() {
			const row = await storage
				.query<StatementTables>()
				.selectFrom('training_record_store')
				.selectAll()
				.where('id', '=', theOne)
				.executeTakeFirst();
			if (!row) return null;
			return {
				endpoint: new URL(row.endpoint),
				userName: row.user_name,
				password: seal.open(row.sealed_password),
				lastError: row.last_error,
			};
		},
		async noteError(error) {
			await storage.transaction<StatementTables, unknown>((transaction) =>
				transaction.updateTable('training_record_store').set({ last_error: error }).execute(),
			);
		},
	};
}

export function createRecordStoreCommands({ seal, settings, storage }: PluginContext) {
	return {
		set: defineCommand({
			input: z.strictObject({
				endpoint: z.url({ protocol: /^https?$/ }).max(500),
				userName: z.string().trim().min(1).max(200),
				password: z.string().min(1).max(500),
			}),
			async prepare(_context, { endpoint }) {
				const url = new URL(endpoint.endsWith('/') ? endpoint : `${endpoint}/`);
				await requireStore(settings, url);
				return { url };
			},
			async run(_context, { userName, password }, { url }) {
				const row = {
					endpoint: url.href,
					user_name: userName,
					sealed_password: seal.close(password),
					last_error: null,
				};
				await storage.transaction<StatementTables, unknown>((transaction) =>
					transaction
						.insertInto('training_record_store')
						.values({ id: theOne, ...row })
						.onConflict((conflict) => conflict.column('id').doUpdateSet(row))
						.execute(),
				);
				return {};
			},
			audit: () => ({ objects: { recordStore: theOne } }),
		}),
		remove: defineCommand({
			input: z.strictObject({}),
			async run() {
				await storage.transaction<StatementTables, unknown>((transaction) =>
					transaction.deleteFrom('training_record_store').execute(),
				);
				return {};
			},
			audit: () => ({ objects: { recordStore: theOne } }),
		}),
	};
}

/**
 * What is said of learners goes nowhere unencrypted, and into the own network only where the settings name the server.
 *
 * @throws VerbundError `command.refused`
 */
export async function requireStore(
	settings: PluginContext['settings'],
	url: URL,
): Promise<ReturnType<typeof readAllowedHosts>> {
	const said = await settings.get('training.recordStoreHosts', { organisationId: null, personId: null });
	const allowed = readAllowedHosts(String(said));
	try {
		requirePublic(url, allowed);
	} catch {
		throw refused('training.refused.addressRefused');
	}
	const isAllowed = allowed.has(url.host) || allowed.has(url.hostname);
	if (url.protocol !== 'https:' && !isAllowed) throw refused('training.refused.addressRefused');
	return allowed;
}
