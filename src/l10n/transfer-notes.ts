import type { Translate } from './translator.ts';

/** Something to be told about a document that somebody brought along. */
interface Note {
	readonly code: string;
	readonly values?: Readonly<Record<string, string | number>>;
}

/** In sentences: `error.<code>` of an error, `transfer.note.<code>` of everything else. */
export function noteSentences(notes: readonly Note[], t: Translate): readonly string[] {
	return notes.map(({ code, values = {} }) => {
		if (code.startsWith('error.')) return t(code, values);
		const { reason } = values;
		return t(`transfer.note.${code}`, {
			...values,
			...(reason === undefined ? {} : { reason: t(`error.${reason}`, { megabytes: 50 }) }),
		});
	});
}
