export interface WriterStatement {
	readonly id: number;
	readonly text: string;
	/** Null for several statements in one text: what comes after one that fails is not run. */
	readonly parameters: readonly unknown[] | null;
	/** Refused while no transaction is running: it may have set out before the one it belongs to had begun. */
	readonly inside: boolean;
}

/** Statements that were asked for at the same moment travel together, and so do their answers: a journey costs more than most statements. */
export type WriterRequest =
	{ readonly kind: 'execute'; readonly statements: readonly WriterStatement[] } | { readonly kind: 'close' };

export type WriterAnswer =
	| {
			readonly id: number;
			readonly rows: readonly unknown[];
			/** Whether a row was written, changed or removed. */
			readonly changed: boolean;
			readonly changes?: number;
			readonly insertId?: bigint;
	  }
	| { readonly id: number; readonly failure: { readonly code: string; readonly message: string } };
