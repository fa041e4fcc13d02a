import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/harness/longest-first.ts';

// Tests load the code as production does: Node strips the types, no bundler stands between.
const shared = {
	experimental: { viteModuleRunner: false, nodeLoader: false },
	setupFiles: ['test/harness/console-guard.ts'],
	testTimeout: 120_000,
	hookTimeout: 120_000,
};

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
					...shared,
					name: 'hub',
					include: ['src/**/*.spec.ts', 'test/**/*.test.ts'],
					globalSetup: ['test/harness/build-pages.ts'],
				},
			},
		],
	},
});
