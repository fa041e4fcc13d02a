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

/** Those of a line run side by side: each keeps one core busy. */
const stages: readonly (readonly TestStep[])[] = [
	[prepareMachine],
	[
		toolStep('types', 'astro', [
			'check',
			'--minimumFailingSeverity',
			'warning',
			'--minimumSeverity',
			'warning',
		]),
		toolStep('lint', 'eslint', ['--max-warnings', '0', '.']),
	],
	[toolStep('format', 'prettier', ['--check', '--log-level', 'warn', '.']), toolStep('unused', 'knip', [])],
	[vitestStep],
	[freshClone, container],
];

/** `npm test`, or `npm test -- <step> ...` for some of them. @returns the exit code */
export async function main(names: readonly string[]): Promise<number> {
	const all = stages.flat().map(({ name }) => name);
	const unknown = names.find((name) => !all.includes(name));
	if (unknown !== undefined) {
		console.error(`There is no step “${unknown}”. There are: ${all.join(', ')}.`);
		return 2;
	}
	const outcomes: Outcome[] = [];
	for (const stage of stages) {
		const wanted = stage.filter(({ name }) => names.length === 0 || names.includes(name));
		outcomes.push(...(await Promise.all(wanted.map(runStep))));
	}
	const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
	const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
	console.info(`\n${outcomes.map(line).join('\n')}\n\n${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

interface Outcome extends StepResult {
	readonly name: string;
	readonly seconds: number;
}

async function runStep({ name, run }: TestStep): Promise<Outcome> {
	console.info(`\n== ${name}`);
	const started = performance.now();
	const result = await run();
	return { ...result, name, seconds: (performance.now() - started) / 1000 };
}

function line({ name, seconds, passed, failed }: Outcome): string {
	return `${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed, ${failed} failed`;
}
