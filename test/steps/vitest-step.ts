import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { TestStep } from '../run.ts';
import { runProgram } from './run-program.ts';

const reportSchema = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numPendingTests: z.number(),
	numFailedTestSuites: z.number(),
});

/** Every test file. A skipped test counts as failed: what a machine lacks is said, not passed over. */
export const vitestStep: TestStep = {
	name: 'tests',
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'verbund-vitest-'));
		const file = join(folder, 'report.json');
		try {
			const code = await runProgram('vitest', [
				'run',
				'--reporter=default',
				'--reporter=json',
				'--reporter=./test/harness/second-attempts.ts',
				`--outputFile.json=${file}`,
			]);
			const { numPassedTests, numFailedTests, numPendingTests } = reportSchema.parse(
				JSON.parse(readFileSync(file, 'utf8')),
			);
			if (numPendingTests > 0) console.error(`${numPendingTests} tests were skipped.`);
			const failed = numFailedTests + numPendingTests;
			// A file that cannot be loaded, or an error outside of any test, fails the run without a failed test.
			return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
};
