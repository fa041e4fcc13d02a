import type { Translate } from '../../l10n/translator.ts';
import type { AuditAction, AuditPage } from '../administration.ts';

type Cell = string | number | null;

/** Entries as rows of a table: time, who, what, and the objects with their ids. */
export function auditRows(
	{ entries, names }: AuditPage,
	actions: readonly AuditAction[],
	{ t, label }: { readonly t: Translate; readonly label: (text: string) => string },
): readonly (readonly Cell[])[] {
	const titles = new Map(actions.map(({ id, title }) => [id, label(title)]));
	const nameOf = (id: string) => {
		const known = names.get(id);
		return known ? `${label(known.text)} (${id})` : id;
	};
	const head = ['number', 'time', 'who', 'what', 'action', 'objects'].map((column) =>
		t(`admin.audit.column.${column}`),
	);
	return [
		head,
		...entries.map((entry) => [
			entry.id,
			new Date(entry.at).toISOString(),
			entry.actorKind === 'person'
				? nameOf(entry.actorId ?? '')
				: `${entry.actorKind} ${entry.actorId ?? ''}`.trim(),
			titles.get(entry.action) ?? entry.action,
			entry.action,
			Object.entries(entry.objects)
				.map(
					([kind, value]) =>
						`${kind}: ${[value]
							.flat()
							.map((one) => (typeof one === 'string' ? nameOf(one) : String(one)))
							.join(', ')}`,
				)
				.join(' | '),
		]),
	];
}
