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
	/** Looks at each statement wherever in it a table may stand, so it makes nothing on its way. */
	const requireOwn = (part: unknown): void => {
		if (Array.isArray(part)) {
			for (const one of part) requireOwn(one);
			return;
		}
		if (!isNode(part) || holdsValues(part)) return;
		if (TableNode.is(part)) {
			const { name } = part.table.identifier;
			if (!name.startsWith(prefix))
				throw new Error(`The plugin ${pluginId} asked for the table ${name}, which is not its own.`);
			return;
		}
		for (const one of Object.values(part)) requireOwn(one);
	};
	return {
		transformQuery({ node }) {
			requireOwn(node);
			return node;
		},
		transformResult: ({ result }) => Promise.resolve(result),
	};
}

function isNode(part: unknown): part is OperationNode {
	return typeof part === 'object' && part !== null && 'kind' in part;
}

function holdsValues({ kind }: OperationNode): boolean {
	return kind === 'ValueNode' || kind === 'PrimitiveValueListNode';
}
