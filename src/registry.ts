export interface Registry<Declaration, Definition> {
	/** @param load runs the code that registers what is declared */
	declare(declarations: readonly Declaration[], load: () => Promise<void>): () => void;
	/** @throws Error for an id that nobody declared */
	register(id: string, definition: Definition): () => boolean;
	declarations(): readonly Declaration[];
	declaration(id: string): Declaration | undefined;
	/** The definition, once its code has run; of an id that nobody declared or registers there is none. */
	load(id: string): Promise<Definition | undefined>;
	/** The definition, if its code has run already. */
	loaded(id: string): Definition | undefined;
}

/** What manifests declare before any code runs, and what code registers under these ids when it is needed. */
export function createRegistry<Declaration extends { readonly id: string }, Definition>(
	kind: string,
): Registry<Declaration, Definition> {
	const declared = new Map<string, { declaration: Declaration; load: () => Promise<void> }>();
	const definitions = new Map<string, Definition>();

	return {
		declare(declarations, load) {
			for (const declaration of declarations) declared.set(declaration.id, { declaration, load });
			return () => {
				for (const { id } of declarations) {
					declared.delete(id);
					definitions.delete(id);
				}
			};
		},
		register(id, definition) {
			if (!declared.has(id)) throw new Error(`The ${kind} ${id} is not declared in the manifest.`);
			definitions.set(id, definition);
			return () => definitions.delete(id);
		},
		declarations: () => [...declared.values()].map(({ declaration }) => declaration),
		declaration: (id) => declared.get(id)?.declaration,
		async load(id) {
			if (!definitions.has(id)) await declared.get(id)?.load();
			return definitions.get(id);
		},
		loaded: (id) => definitions.get(id),
	};
}
