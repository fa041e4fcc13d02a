import { container } from './steps/container.ts';
import { freshClone } from './steps/fresh-clone.ts';
import { prepareMachine } from './steps/prepare-machine.ts';
import { toolStep } from './steps/tool-step.ts';
import { vitestStep } from './steps/vitest-step.ts';

/** One part of `npm test`; a check without tests of its own counts as one. */
export interface TestStep {
	readonly name: string;
	run(): Promise<StepResult>;
}

export interface StepResult {
	readonly passed: number;
	readonly failed: number;
}

const steps: readonly TestStep[] = [
	prepareMachine,
	toolStep('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
	toolStep('lint', 'eslint', ['--max-warnings', '0', '.']),
	toolStep('unused', 'knip', []),
	toolStep('types', 'astro', [
		'check',
		'--minimumFailingSeverity',
		'warning',
		'--minimumSeverity',
		'warning',
	]),
	vitestStep,
	freshClone,
	container,
];

/** `npm test`, or `npm test -- <step> ...` for some of them. @returns the exit code */
export async function main(names: readonly string[]): Promise<number> {
	const unknown = names.find((name) => !steps.some((step) => step.name === name));
	if (unknown !== undefined) {
		console.error(`There is no step “${unknown}”. There are: ${steps.map(({ name }) => name).join(', ')}.`);
		return 2;
	}
	const total = { passed: 0, failed: 0 };
	const lines: string[] = [];
	for (const step of steps.filter(({ name }) => names.length === 0 || names.includes(name))) {
		console.info(`\n== ${step.name}`);
		const started = performance.now();
		const { passed, failed } = await step.run();
		total.passed += passed;
		total.failed += failed;
		const seconds = ((performance.now() - started) / 1000).toFixed(1);
		lines.push(`${step.name.padEnd(12)} ${seconds.padStart(6)} s  ${passed} passed, ${failed} failed`);
	}
	console.info(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
	return total.failed === 0 ? 0 : 1;
}
