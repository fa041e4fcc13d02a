import { AsyncLocalStorage } from 'node:async_hooks';

/** One running transaction: what still belongs to it, and what waits for its commit. */
export interface RunningTransaction<Connection> {
	readonly connection: Connection;
	readonly effects: (() => unknown)[];
	/** Set when the transaction ended, so that a statement that comes late is refused instead of joining the next. */
	ended: boolean;
	/** Set when a statement wrote, changed or removed a row. */
	changed: boolean;
}

/** Knows which transaction the code that is running now belongs to. */
export function createTransactionScope<Connection>() {
	const storage = new AsyncLocalStorage<RunningTransaction<Connection>>();

	return {
		current(): RunningTransaction<Connection> | undefined {
			const transaction = storage.getStore();
			return transaction?.ended ? undefined : transaction;
		},
		/** Also answers a transaction that has ended. */
		entered: () => storage.getStore(),
		run: <T>(transaction: RunningTransaction<Connection>, work: () => Promise<T>) =>
			storage.run(transaction, work),
	};
}

export type TransactionScope<Connection> = ReturnType<typeof createTransactionScope<Connection>>;
