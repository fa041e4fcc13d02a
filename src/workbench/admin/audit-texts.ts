import type { AuditEntry } from '../../access/audit.ts';
import type { Administration, AuditPage } from '../../host/administration.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { AdminPlace } from './admin-place.ts';

const pageSize = 50;

export interface AuditFilterState {
	readonly query: Parameters<Administration['audit']>[0];
	readonly action: string;
	readonly actorId: string;
	/** Address of the page of entries older than this one, with the same filters. */
	older(before: number): string;
}

/** What the address asks for: `?action=`, `?person=`, `?before=`. */
export function auditFilter(url: URL, { network, organisation }: AdminPlace): AuditFilterState {
	const action = url.searchParams.get('action') ?? '';
	const actorId = url.searchParams.get('person') ?? '';
	const before = Number(url.searchParams.get('before') ?? '');
	return {
		action,
		actorId,
		query: {
			organisationId: network ? null : organisation.id,
			limit: pageSize,
			...(action === '' ? {} : { action }),
			...(actorId === '' ? {} : { actorId }),
			...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
		},
		older(entry) {
			const next = new URL(url);
			next.searchParams.set('before', String(entry));
			next.searchParams.delete('done');
			return next.pathname + next.search;
		},
	};
}

/** Titles of commands in the reader's words, by id; without those that no plugin knows any more. */
export function actionTitles({ administration, label }: WorkbenchLocals): ReadonlyMap<string, string> {
	return new Map(administration.auditActions().map(({ id, title }) => [id, label(title)]));
}

/** Who did it, as far as the reader of the log may see them. */
export function actorName(
	{ actorKind, actorId }: AuditEntry,
	names: AuditPage['names'],
	{ t }: WorkbenchLocals,
): string {
	if (actorKind === 'anonymous') return t('admin.audit.anonymous');
	if (actorKind === 'system') return t('admin.audit.system', { purpose: actorId ?? '' });
	return names.get(actorId ?? '')?.text ?? t('admin.audit.someone', { id: shortId(actorId ?? '') });
}

/** The random end of a UUIDv7, which tells objects of the same minute apart. */
export function shortId(id: string): string {
	return id.slice(-8);
}
