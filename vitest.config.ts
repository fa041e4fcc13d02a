import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/harness/longest-first.ts';

// Tests load the code as production does: Node strips the types, no bundler stands between.
const shared = {
	experimental: { viteModuleRunner: false, nodeLoader: false },
	setupFiles: ['test/harness/console-guard.ts'],
	testTimeout: 120_000,
	hookTimeout: 120_000,
	// What came to no answer is asked again; the report names it (decision 047). A wrong answer stays one.
	retry: { count: 1, condition: /^Test timed out/ },
};
const withPages = { ...shared, globalSetup: ['test/harness/build-pages.ts'] };
const journeys = 'test/journeys/**/*.test.ts';

export default defineConfig({
	test: {
		maxWorkers: 2,
		sequence: { sequencer: LongestFirst },
		projects: [
			{
				test: { ...shared, name: 'unit', include: ['src/**/*.test.ts', 'plugins/**/*.test.ts'] },
			},
			{
				test: {
					...withPages,
					name: 'hub',
					include: ['src/**/*.spec.ts', 'test/**/*.test.ts'],
					exclude: [journeys],
				},
			},
			{
				// A browser on a busy machine may be late once; the report names who was (decision 047).
				test: { ...withPages, name: 'journeys', include: [journeys], retry: 1 },
			},
		],
	},
});
