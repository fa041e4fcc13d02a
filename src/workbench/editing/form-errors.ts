import type { Submission } from '../locals.ts';
import type { FieldError } from '../ui/types.ts';

/**
 * The faults of a form for its summary, each with the title of its control. What has no control of that name leads
 * to the nearest one around it (`fields.steps` for `fields.steps.7`), or belongs to the form as a whole.
 */
export function toFormErrors(
	submission: Submission | null,
	titles: ReadonlyMap<string, string>,
): readonly FieldError[] {
	return (submission?.error?.fields ?? []).map(({ path, message }) => {
		const field = nearest(path, titles);
		return { field, message: field === null ? message : `${titles.get(field) ?? ''}: ${message}` };
	});
}

function nearest(path: string, titles: ReadonlyMap<string, string>): string | null {
	if (titles.has(path)) return path;
	const end = path.lastIndexOf('.');
	return end < 0 ? null : nearest(path.slice(0, end), titles);
}
