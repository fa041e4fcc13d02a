import type { TestStep } from '../run.ts';
import { runProgram } from './run-program.ts';

/** A check that either holds or does not. */
export function toolStep(name: string, program: string, parameters: readonly string[]): TestStep {
	return {
		name,
		async run() {
			const held = (await runProgram(program, parameters)) === 0;
			return { passed: held ? 1 : 0, failed: held ? 0 : 1 };
		},
	};
}
