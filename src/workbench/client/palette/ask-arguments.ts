import { announce } from '../announce.ts';
import { randomId } from '../random-id.ts';
import { recent } from '../recent.ts';
import { draftStore } from '../draft-store.ts';
import type { PaletteDialog, PaletteQuestion } from './palette-dialog.ts';
import {
	AskError,
	loadChoices,
	run,
	type ArgumentStep,
	type PaletteAnswer,
	type StepsAnswer,
} from './palette-data.ts';
import { fold } from './match-entries.ts';
import type { PaletteGroup, PaletteOption } from './palette-option.ts';

interface Asking {
	readonly dialog: PaletteDialog;
	readonly texts: PaletteAnswer['texts'];
	/** Id of the entry in the palette. */
	readonly entry: string;
	readonly command: StepsAnswer;
	/** Back to finding something. */
	readonly leave: () => void;
}

type ArgumentValue = string | number | boolean | readonly string[] | undefined;

/** Asks for one argument after the other, runs the command, and says what came of it, at the step it concerns. */
export function askArguments({ dialog, texts, entry, command, leave }: Asking): void {
	const { steps } = command;
	const values = new Map<string, ArgumentValue>(Object.entries(command.given));
	const shown = new Map<string, string>();
	let key = randomId();
	askAt(0);

	function askAt(index: number, error?: string): void {
		const step = steps[index];
		const back = index === 0 ? leave : () => askAt(index - 1);
		if (step) dialog.ask({ ...frame(index, error), back, ...questionFor(step, index) });
		else if (command.confirm || error !== undefined)
			dialog.ask({ ...frame(index, error), back, ...confirmation() });
		else void finish();
	}

	function frame(index: number, error: string | undefined) {
		const total = steps.length;
		const place = texts.stepOf.replace('{step}', String(index + 1)).replace('{steps}', String(total));
		return {
			heading: index < total && total > 1 ? `${command.title} · ${place}` : command.title,
			...(error === undefined ? {} : { error }),
		};
	}

	function questionFor(step: ArgumentStep, index: number): PaletteQuestion {
		const base = { label: step.title, placeholder: '' };
		if (step.kind === 'text') {
			const value = values.get(step.name);
			return {
				...base,
				value: value === undefined ? '' : String(value),
				type: step.type,
				...(step.maxLength === null ? {} : { maxLength: step.maxLength }),
				submit(text) {
					if (text.trim() === '' && !step.optional) {
						askAt(index, texts.required);
						return;
					}
					const number = step.type === 'number' ? Number(text.replace(',', '.')) : text;
					answer(step, index, text.trim() === '' ? undefined : number, text);
				},
			};
		}
		if (step.kind === 'choice') return { ...base, value: '', look: choices(step, index) };
		if (step.multiple) return { ...base, value: '', multiple: true, look: severalOptions(step, index) };
		return {
			...base,
			value: '',
			look: local(
				step.options.map(({ value, title }) => ({
					title,
					icon: 'circle',
					choose: () => answer(step, index, value, title),
				})),
			),
		};
	}

	function choices(step: ArgumentStep, index: number): PaletteQuestion['look'] {
		return async (text, show, signal) => {
			const organisation = values.get('organisationId');
			const found = await loadChoices(
				{
					entry,
					argument: step.name,
					q: text,
					organisation: typeof organisation === 'string' ? organisation : '',
				},
				signal,
			);
			const options = found.map(({ value, title, detail, language }) => ({
				title,
				...(language === undefined ? {} : { language }),
				facts: detail === null ? [] : [detail],
				icon: 'circle',
				choose: () => answer(step, index, value, title),
			}));
			show([{ title: null, options }]);
		};
	}

	function severalOptions(
		step: Extract<ArgumentStep, { kind: 'options' }>,
		index: number,
	): PaletteQuestion['look'] {
		const present = values.get(step.name);
		const chosen = new Set<string>(Array.isArray(present) ? present : []);
		return async (text, show) => {
			const again = () => show(groups());
			const titles = () =>
				step.options
					.filter(({ value }) => chosen.has(String(value)))
					.map(({ title }) => title)
					.join(', ');
			const groups = (): PaletteGroup[] => [
				{
					title: null,
					options: step.options
						.filter(({ title }) => fold(title).includes(fold(text)))
						.map(({ value, title }) => ({
							title,
							icon: 'circle',
							checked: chosen.has(String(value)),
							choose() {
								if (!chosen.delete(String(value))) chosen.add(String(value));
								again();
							},
						})),
				},
				{
					title: null,
					options:
						chosen.size === 0
							? []
							: [
									{
										title: `${texts.next}: ${titles()}`,
										icon: 'arrow-right',
										aside: true,
										checked: false,
										choose: () => answer(step, index, [...chosen], titles()),
									},
								],
				},
			];
			again();
			return Promise.resolve();
		};
	}

	function confirmation(): PaletteQuestion {
		const named = [...shown.values()].join(' · ');
		return {
			label: texts.confirm,
			placeholder: '',
			value: '',
			look: local([
				{ title: texts.no, icon: 'x', choose: leave },
				{
					title: command.title,
					facts: named === '' ? [] : [named],
					icon: 'check',
					choose: () => void finish(),
				},
			]),
		};
	}

	function answer(step: ArgumentStep, index: number, value: ArgumentValue, title: string): void {
		values.set(step.name, value);
		shown.set(step.name, title);
		// Another payload is another act, even where an earlier one failed.
		key = randomId();
		askAt(index + 1);
	}

	async function finish(): Promise<void> {
		dialog.say(texts.running);
		try {
			const output = await run(command.command, Object.fromEntries(values), key);
			recent.rememberCommand(entry);
			done(output);
		} catch (error) {
			fail(error);
		}
	}

	/** A wrong argument is asked for again; everything else is said where the command would have run. */
	function fail(error: unknown): void {
		if (!(error instanceof AskError)) return askAt(steps.length, texts.failed);
		const [field] = error.fields;
		const index = steps.findIndex(({ name }) => field?.path.split('.')[0] === name);
		askAt(index === -1 ? steps.length : index, index === -1 ? error.message : field?.message);
	}

	function done(output: Record<string, unknown>): void {
		if (command.command.startsWith('accounts.signOut')) {
			recent.forget();
			draftStore.forgetAll();
		}
		const { id } = output;
		const next = command.next?.replace('{id}', encodeURIComponent(typeof id === 'string' ? id : ''));
		// A text that is being written is not thrown away for showing that something else worked.
		if (next === undefined && document.querySelector('dirty-form')) {
			dialog.close();
			return announce(command.done);
		}
		const url = new URL(next ?? location.href, location.href);
		url.searchParams.set('done', command.command);
		location.assign(url);
	}
}

function local(options: readonly PaletteOption[]): PaletteQuestion['look'] {
	return async (text, show) => {
		show([{ title: null, options: options.filter(({ title }) => fold(title).includes(fold(text))) }]);
		return Promise.resolve();
	};
}
