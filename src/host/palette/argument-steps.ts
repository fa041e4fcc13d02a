import { z } from 'zod';
import type { Translate } from '../../l10n/translator.ts';
import type { CommandDefinition } from '../command.ts';

/** One question of the palette on the way to running a command. */
export type ArgumentStep = {
	readonly name: string;
	readonly title: string;
	/** May be left empty. */
	readonly optional: boolean;
} & (
	| {
			readonly kind: 'text';
			readonly type: 'text' | 'email' | 'number' | 'date';
			readonly maxLength: number | null;
	  }
	| { readonly kind: 'options'; readonly options: readonly ArgumentOption[]; readonly multiple: boolean }
	/** One of the hub's own things, looked up while typing. */
	| { readonly kind: 'choice'; readonly of: ChoiceKind }
);

export interface ArgumentOption {
	readonly value: string | boolean;
	readonly title: string;
}

export const choiceKinds = ['organisation', 'group', 'collection', 'item', 'person', 'plugin'] as const;

export type ChoiceKind = (typeof choiceKinds)[number];

interface ArgumentSchema {
	readonly type?: string | readonly string[];
	readonly format?: string;
	readonly enum?: readonly string[];
	readonly items?: ArgumentSchema;
	readonly anyOf?: readonly ArgumentSchema[];
	readonly properties?: Readonly<Record<string, ArgumentSchema>>;
	readonly required?: readonly string[];
	readonly maxLength?: number;
}

/**
 * What has to be asked before a command can run, in an order in which each answer narrows the next.
 *
 * @param ask names of optional arguments that are asked for too
 * @throws Error for an argument that no step can ask for: such a command does not belong into the palette
 */
export function argumentSteps(
	command: string,
	input: CommandDefinition<unknown, unknown>['input'],
	ask: readonly string[],
	t: Translate,
): readonly ArgumentStep[] {
	const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as ArgumentSchema;
	const required = schema.required ?? [];
	return Object.entries(schema.properties ?? {})
		.filter(([name]) => required.includes(name) || ask.includes(name))
		.map(([name, argument]) => toStep(command, name, argument, t))
		.sort((a, b) => rank(a) - rank(b));
}

/** By convention an argument that names a thing of the hub is called after it: `groupId`, `responsiblePersonId`. */
export function choiceKindOf(name: string): ChoiceKind | undefined {
	return choiceKinds.find((kind) => name === `${kind}Id` || name.endsWith(`${capitalise(kind)}Id`));
}

function toStep(command: string, name: string, argument: ArgumentSchema, t: Translate): ArgumentStep {
	const title = sentence(t, [`argument.${command}.${name}`, `argument.${name}`], name);
	const schema = argument.anyOf?.find(({ type }) => type !== 'null') ?? argument;
	const base = { name, title, optional: false };
	const choice = choiceKindOf(name);
	if (choice) return { ...base, kind: 'choice', of: choice };
	const values = schema.enum ?? schema.items?.enum;
	if (values) {
		const options = values.map((value) => ({ value, title: optionTitle(t, name, value) }));
		return { ...base, kind: 'options', options, multiple: schema.type === 'array' };
	}
	if (schema.type === 'boolean') {
		const options = [true, false].map((value) => ({
			value,
			title: sentence(t, [`argument.${name}.${value}`, `palette.${value ? 'yes' : 'no'}`], String(value)),
		}));
		return { ...base, kind: 'options', options, multiple: false };
	}
	if (schema.type === 'integer' || schema.type === 'number')
		return { ...base, kind: 'text', type: 'number', maxLength: null };
	if (schema.type === 'string') {
		const type = schema.format === 'date' || schema.format === 'email' ? schema.format : 'text';
		return { ...base, kind: 'text', type, maxLength: schema.maxLength ?? null };
	}
	throw new Error(`The palette cannot ask for ${name} of ${command}.`);
}

/** The words that pages use for these values already. */
function optionTitle(t: Translate, name: string, value: string): string {
	const singular = name.replace(/s$/, '');
	return sentence(
		t,
		[`argument.${name}.${value}`, `${name}.${value}`, `${singular}.${value}`, `settings.${name}.${value}`],
		value,
	);
}

function sentence(t: Translate, keys: readonly string[], otherwise: string): string {
	return keys.map((key) => ({ key, text: t(key) })).find(({ key, text }) => text !== key)?.text ?? otherwise;
}

function rank(step: ArgumentStep): number {
	return step.kind === 'choice' ? choiceKinds.indexOf(step.of) : choiceKinds.length;
}

function capitalise(word: string): string {
	return word.slice(0, 1).toUpperCase() + word.slice(1);
}
