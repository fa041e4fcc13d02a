import type { Disposable } from '../../events.ts';
import type {
	CheckedText,
	ProblemCheck,
	ProblemDeclaration,
	ProblemFinding,
	ProblemSeverity,
} from './problem-check.ts';

export interface FoundProblem extends ProblemFinding {
	readonly kind: string;
	readonly severity: ProblemSeverity;
}

/** The checks of the core and of all plugins. */
export interface ProblemChecks {
	/** @param activate brings the code of the checks */
	declare(problems: readonly ProblemDeclaration[], activate: () => Promise<void>): void;
	register(id: string, check: ProblemCheck): Disposable;
	declarations(): readonly ProblemDeclaration[];
	run(text: CheckedText): Promise<readonly FoundProblem[]>;
}

interface Declared {
	readonly declaration: ProblemDeclaration;
	readonly activate: () => Promise<void>;
}

/** Whose texts are wrong everywhere needs no longer list to begin with. */
const mostOfOneKind = 200;

export function createProblemChecks(): ProblemChecks {
	const declared = new Map<string, Declared>();
	const checks = new Map<string, ProblemCheck>();

	return {
		declare(problems, activate) {
			for (const declaration of problems) declared.set(declaration.id, { declaration, activate });
		},
		register(id, check) {
			checks.set(id, check);
			return { dispose: () => checks.delete(id) };
		},
		declarations: () => [...declared.values()].map(({ declaration }) => declaration),
		async run(text) {
			const found: FoundProblem[] = [];
			for (const { declaration, activate } of declared.values()) {
				for (const finding of await findingsOf(declaration.id, activate, text)) {
					found.push({ severity: declaration.severity, ...finding, kind: declaration.id });
				}
			}
			return found;
		},
	};

	/** A check that fails finds nothing and keeps no other from looking. */
	async function findingsOf(id: string, activate: () => Promise<void>, text: CheckedText) {
		try {
			await activate();
			const findings = (await checks.get(id)?.check(text)) ?? [];
			return findings.slice(0, mostOfOneKind);
		} catch (error) {
			console.error(`[problems] ${id}`, error);
			return [];
		}
	}
}
