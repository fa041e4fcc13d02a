import {
	OperationNodeTransformer,
	type Kysely,
	type KyselyPlugin,
	type SchemableIdentifierNode,
	type TableNode,
} from 'kysely';
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
	const transformer = new TableGuard(pluginId);
	return {
		transformQuery: ({ node }) => transformer.transformNode(node),
		transformResult: ({ result }) => Promise.resolve(result),
	};
}

class TableGuard extends OperationNodeTransformer {
	private readonly pluginId: string;

	constructor(pluginId: string) {
		super();
		this.pluginId = pluginId;
	}

	protected override transformTable(node: TableNode): TableNode {
		this.requireOwn(node.table);
		return node;
	}

	private requireOwn({ identifier }: SchemableIdentifierNode): void {
		if (identifier.name.startsWith(tablePrefix(this.pluginId))) return;
		throw new Error(
			`The plugin ${this.pluginId} asked for the table ${identifier.name}, which is not its own.`,
		);
	}
}
