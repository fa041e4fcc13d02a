import type { Submission } from '../locals.ts';

/** What one of several forms of a page shows. */
export interface FormState {
	/** This form came back because something was wrong. */
	readonly failed: boolean;
	value(name: string, stored?: string): string;
	/** Whether a box of a repeated name is ticked. */
	checked(name: string, value: string, stored?: boolean): boolean;
	error(name: string): string | undefined;
	/** Of the ids of its controls: the summary of what is wrong leads to those of the form that came back. */
	idPrefix(own: string): string;
}

/**
 * The form as it was sent, if it was this one that came back with an error, else as it is stored.
 *
 * @param input hidden values that tell this form from others of the same command
 */
export function formState(
	submission: Submission | null,
	command: string,
	input: Readonly<Record<string, string>> = {},
): FormState {
	const isThis =
		submission?.error !== null &&
		submission?.command === command &&
		Object.entries(input).every(([name, value]) => submission.value(name) === value);
	const sent = isThis ? submission : null;
	return {
		failed: isThis,
		value: (name, stored = '') => sent?.value(name) ?? stored,
		checked: (name, value, stored = false) => (sent ? sent.values(name).includes(value) : stored),
		error: (name) => sent?.fieldError(name),
		idPrefix: (own) => (sent ? 'field' : own),
	};
}
