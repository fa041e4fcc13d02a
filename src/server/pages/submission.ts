import { z } from 'zod';
import { isVerbundError, VerbundError } from '../../errors.ts';
import type { App } from '../../app.ts';
import type { FieldSchema, FieldValues } from '../../content/fields.ts';
import { isFieldName, readFormInput } from '../../host/form-input.ts';
import type { RequestOrigin } from '../../host/command.ts';
import type { Visitor } from '../../host/visitor.ts';
import type { Translate } from '../../l10n/translator.ts';
import type { Submission } from '../../workbench/locals.ts';
import { toErrorAnswer } from '../error-answer.ts';
import { fillPath, ownPath } from '../next-path.ts';

export type SubmissionOutcome =
	| { readonly kind: 'done'; readonly next: string }
	| { readonly kind: 'shown'; readonly status: number; readonly submission: Submission };

/**
 * Runs the command that a form names. Fields with a leading underscore steer: `_command`, `_key` against double
 * sending, `_next` the path that follows (`_next:<command>` after one of several commands), `_preview` to see without doing, `_fields` the content type by whose schema
 * `fields.*` are read, `_only` a command and the fields that no command of this form gets that does not name them too
 * (`content.saveAndPublish audience major`).
 */
export async function submit(
	app: App,
	{
		visitor,
		origin,
		t,
		form,
		path,
	}: { visitor: Visitor; origin: RequestOrigin; t: Translate; form: FormData; path: string },
): Promise<SubmissionOutcome> {
	const sent = await readEntries(form);
	const entries = sent.filter(([name]) => isFieldName(name));
	const foreign = sent.filter(([name]) => !isFieldName(name));
	const control = (name: string) => entries.findLast(([key]) => key === name)?.[1] ?? '';
	const command = control('_command');
	const contentType = app.content.types.find(control('_fields'));
	const fields = contentType ? readFields(entries, contentType.fields) : {};
	if (control('_preview') !== '')
		return {
			kind: 'shown',
			status: 200,
			submission: toSubmission(command, entries, { fields, preview: true }),
		};
	try {
		if (foreign.length > 0) {
			const fields = foreign.map(([name]) => ({ path: name.slice(0, 100), message: 'field.unknown' }));
			throw new VerbundError('command.inputInvalid', { fields });
		}
		const definition = await app.commands.definition(command);
		const key = control('_key');
		const input = readFormInput(
			withoutFieldsOfOthers(command, entries),
			definition.input,
			contentType ? { fields: contentType.fields } : {},
		);
		const result = await app.commands.execute(command, input, {
			actor: visitor.actor,
			reader: visitor.reader,
			origin,
			disabledPlugins: visitor.disabledPlugins,
			...(key === '' ? {} : { idempotencyKey: key }),
		});
		if (showsAnswer.has(command))
			return { kind: 'shown', status: 200, submission: toSubmission(command, entries, { result }) };
		const { done = command, refusedLinks } = notices.parse(result);
		const wished = [control(`_next:${done}`), control('_next'), path];
		const next = wished.map((one) => ownPath(fillPath(one, result))).find((one) => one !== null);
		return { kind: 'done', next: withNotice(next ?? '/', done, refusedLinks) };
	} catch (error) {
		const known = isVerbundError(error) ? error : new VerbundError('server.internal', { cause: error });
		const { status, body } = toErrorAnswer(error, t);
		return {
			kind: 'shown',
			status,
			submission: toSubmission(command, entries, { fields, error: { ...body.error, values: known.values } }),
		};
	}
}

/** A file is its bytes in base64; one that was not chosen is not there. Files of any size go to `/files`. */
async function readEntries(form: FormData): Promise<readonly (readonly [string, string])[]> {
	const entries = [...form].map(async ([name, value]) => {
		if (typeof value === 'string') return [[name, value] as const];
		return value.size === 0
			? []
			: [[name, Buffer.from(await value.arrayBuffer()).toString('base64')] as const];
	});
	return (await Promise.all(entries)).flat();
}

/** Commands whose answer is a secret that the page shows once. */
const showsAnswer = new Set(['accounts.invite', 'accounts.createPasswordReset', 'accounts.createToken']);

/** Values of `fields.*` as the command gets them, rows in their order. */
function readFields(entries: readonly (readonly [string, string])[], schema: FieldSchema): FieldValues {
	const { fields } = z
		.object({ fields: fieldValues })
		.catch({ fields: {} })
		.parse(
			readFormInput(
				entries.filter(([name]) => name.startsWith('fields.')),
				z.object({ fields: fieldValues }),
				{ fields: schema },
			),
		);
	return fields;
}

const fieldValues: z.ZodType<FieldValues> = z.record(z.string(), z.json());

/** Several buttons of a form run several commands, and a command refuses what it does not know. */
function withoutFieldsOfOthers(
	command: string,
	entries: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
	const only = entries.filter(([name]) => name === '_only').map(([, value]) => value.split(' '));
	const own = only.filter(([of]) => of === command).flat();
	const foreign = only
		.filter(([of]) => of !== command)
		.flatMap(([, ...names]) => names)
		.filter((name) => !own.includes(name));
	return entries.filter(([name]) => !foreign.includes(name.split('.')[0] ?? ''));
}

function withNotice(path: string, done: string, refusedLinks: number): string {
	const url = new URL(path, 'http://hub');
	if (!done.startsWith('accounts.sign')) url.searchParams.set('done', done);
	if (refusedLinks > 0) url.searchParams.set('refusedLinks', String(refusedLinks));
	return url.pathname + url.search + url.hash;
}

/**
 * What a command's answer says of the page that follows: `done` is the command that the work was left to, or what came
 * of it, for what the page says and where it is. The address carries numbers and names of commands, never texts.
 */
const notices = z
	.looseObject({
		done: z.string().optional().catch(undefined),
		refusedLinks: z
			.array(z.string())
			.transform((links) => links.length)
			.catch(0),
	})
	.catch({ refusedLinks: 0 });

function toSubmission(
	command: string,
	entries: readonly (readonly [string, string])[],
	{
		error = null,
		result = null,
		preview = false,
		fields = {},
	}: Partial<Pick<Submission, 'error' | 'result' | 'preview' | 'fields'>>,
): Submission {
	return {
		command,
		error,
		result,
		preview,
		fields,
		names: [...new Set(entries.map(([name]) => name))],
		// A password is never sent back.
		value: (name) => (/password/i.test(name) ? undefined : entries.findLast(([key]) => key === name)?.[1]),
		values: (name) => entries.filter(([key]) => key === name).map(([, value]) => value),
		fieldError: (name) => error?.fields.find(({ path }) => path === name)?.message,
	};
}
