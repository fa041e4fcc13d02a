import { TableNode, type Kysely, type KyselyPlugin, type OperationNode } from 'kysely';
import type { Database } from '../database/database.ts';
import type { PluginStorage } from './plugin-context.ts';

/** The query builder for one plugin's tables. */
export function createPluginStorage(database: Database, pluginId: string): PluginStorage {
	const guard = tableGuard(pluginId);
	return {
		// The tables are the plugin's own; the guard refuses all others.
		query: <Tables>() => database.query.withPlugin(guard) as unknown as Kysely<Tables>,
		transaction: <Tables, T>(
			work: (transaction: Kysely<Tables>) => Promise<T>,
			options?: { readonly quiet?: boolean },
		) =>
			database.transaction(
				(transaction) => work(transaction.withPlugin(guard) as unknown as Kysely<Tables>),
				options,
			),
	};
}

/** `directory` owns `directory_contacts`; a hyphen in the id is an underscore in its tables. */
function tablePrefix(pluginId: string): string {
	return `${pluginId.replaceAll('-', '_')}_`;
}

function tableGuard(pluginId: string): KyselyPlugin {
	const prefix = tablePrefix(pluginId);
	return {
		transformQuery({ node }) {
			for (const name of tablesOf(node)) {
				if (!name.startsWith(prefix))
					throw new Error(`The plugin ${pluginId} asked for the table ${name}, which is not its own.`);
			}
			return node;
		},
		transformResult: ({ result }) => Promise.resolve(result),
	};
}

/** Names of the tables that a statement asks for, wherever in it. */
function tablesOf(part: unknown): readonly string[] {
	if (Array.isArray(part)) return part.flatMap(tablesOf);
	if (!isNode(part) || holdsValues(part)) return [];
	return TableNode.is(part) ? [part.table.identifier.name] : Object.values(part).flatMap(tablesOf);
}

function isNode(part: unknown): part is OperationNode {
	return typeof part === 'object' && part !== null && 'kind' in part;
}

function holdsValues({ kind }: OperationNode): boolean {
	return kind === 'ValueNode' || kind === 'PrimitiveValueListNode';
}
