import type { Reporter, TestCase } from 'vitest/node';

/** Names the tests that passed at the second attempt only, so that none of them hides. */
export default class SecondAttempts implements Reporter {
	readonly #names: string[] = [];

	onTestCaseResult(test: TestCase): void {
		if (test.diagnostic()?.flaky === true)
			this.#names.push(`${test.module.relativeModuleId} > ${test.fullName}`);
	}

	onTestRunEnd(): void {
		if (this.#names.length === 0) return;
		console.error(['', 'Passed at the second attempt only:', ...this.#names, ''].join('\n'));
	}
}
