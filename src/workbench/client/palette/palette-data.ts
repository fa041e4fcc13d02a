import type { Choice } from '../../../host/palette/argument-choices.ts';
import type { PaletteAnswer, StepsAnswer } from '../../../server/api/palette.ts';
import type { ThingsAnswer } from '../../../server/api/palette-things.ts';

export type { ArgumentStep } from '../../../host/palette/argument-steps.ts';
export type { PaletteEntry } from '../../../host/palette/palette-entries.ts';
export type { Choice, PaletteAnswer, StepsAnswer, ThingsAnswer };

export interface SearchAnswer {
	readonly total: number;
	readonly hits: readonly SearchHit[];
}

export interface SearchHit {
	readonly id: string;
	/** `content`, or what else it is: `person`, `organisation`, `collection`, `file`, and `shelved` what plugins have. */
	readonly kind: string;
	readonly type: string;
	readonly title: string;
	readonly url: string;
	readonly language: string;
	readonly organisationName: string | null;
	/** The text that a file belongs to. */
	readonly partOf: string | null;
	readonly excerpt: string;
	readonly marks: { readonly title: readonly Mark[]; readonly excerpt: readonly Mark[] };
}

/** Start and end in the text. */
export type Mark = readonly [number, number];

export interface PersonHit {
	readonly name: string;
	readonly organisations: readonly string[];
	readonly url: string | null;
}

export interface TagHit {
	readonly tag: string;
	readonly type: string;
	readonly count: number;
	readonly url: string;
}

let loading: Promise<PaletteAnswer> | undefined;

/** Once for a page, and again after a failure. */
export function loadPalette(): Promise<PaletteAnswer> {
	loading ??= ask<PaletteAnswer>('/api/palette', {
		path: location.pathname + location.search,
		item: document.body.dataset['item'] ?? '',
	}).catch((error: unknown) => {
		loading = undefined;
		throw error;
	});
	return loading;
}

export function loadSteps(entry: string): Promise<StepsAnswer> {
	return ask('/api/palette/steps', { entry, item: document.body.dataset['item'] ?? '' });
}

export async function loadChoices(
	parameters: { entry: string; argument: string; q: string; organisation: string },
	signal: AbortSignal,
): Promise<readonly Choice[]> {
	const { choices } = await ask<{ choices: readonly Choice[] }>('/api/palette/choices', parameters, signal);
	return choices;
}

/** The hub's answers are of the shape that its own modules declare. @throws AskError */
export async function ask<Answer>(
	path: string,
	parameters: Readonly<Record<string, string>>,
	signal?: AbortSignal,
): Promise<Answer> {
	const response = await fetch(`${path}?${new URLSearchParams(parameters)}`, {
		headers: { accept: 'application/json' },
		...(signal ? { signal } : {}),
	});
	const body = await response.json();
	if (!response.ok) throw new AskError(body.error);
	return body;
}

/** Runs a command. @throws AskError */
export async function run(command: string, input: unknown, key: string): Promise<Record<string, unknown>> {
	const response = await fetch(`/api/commands/${command}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key },
		body: JSON.stringify(input),
	});
	const body = await response.json();
	if (response.ok) return body;
	throw new AskError({ ...body.error, retryAfter: Number(response.headers.get('retry-after') ?? 0) });
}

/** What the hub says is wrong, in the reader's words. */
export class AskError extends Error {
	readonly code: string;
	readonly fields: readonly { readonly path: string; readonly message: string }[];
	/** Seconds after which trying again makes sense; 0 where nobody knows. */
	readonly retryAfter: number;

	constructor(error: Partial<Pick<AskError, 'code' | 'message' | 'fields' | 'retryAfter'>> | undefined) {
		super(error?.message ?? '');
		this.retryAfter = error?.retryAfter ?? 0;
		this.code = error?.code ?? '';
		this.fields = error?.fields ?? [];
	}
}
