import type { AuditEntry } from '../../access/audit.ts';
import type { Administration, AuditPage } from '../../host/administration.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { AdminPlace } from './admin-place.ts';

const pageSize = 50;

export interface AuditFilterState {
	readonly query: Parameters<Administration['audit']>[0];
	/** As the form shows them; empty asks for anything. */
	readonly values: Readonly<Record<AuditFilterName, string>>;
	/** Something is asked for. */
	readonly isNarrowed: boolean;
	/** Address of the page of entries older than this one, with the same filters. */
	older(before: number): string;
	/** Address of the file with what these filters let through. */
	readonly download: string;
}

const filterNames = ['action', 'person', 'object', 'from', 'until'] as const;

type AuditFilterName = (typeof filterNames)[number];

/** What the address asks for. A day that is none is left out. */
export function auditFilter(url: URL, { chosen, network, organisation }: AdminPlace): AuditFilterState {
	const read = (name: AuditFilterName) => {
		const value = url.searchParams.get(name)?.trim().slice(0, 200) ?? '';
		return name === 'from' || name === 'until' ? dayOf(value) : value;
	};
	const values = {
		action: read('action'),
		person: read('person'),
		object: read('object'),
		from: read('from'),
		until: read('until'),
	};
	const before = Number(url.searchParams.get('before') ?? '');
	const file = new URL('/api/audit.csv', url);
	file.searchParams.set('organisation', chosen);
	for (const name of filterNames) if (values[name] !== '') file.searchParams.set(name, values[name]);
	return {
		values,
		isNarrowed: filterNames.some((name) => values[name] !== ''),
		download: file.pathname + file.search,
		query: {
			...values,
			organisationId: network ? null : organisation.id,
			limit: pageSize,
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

function dayOf(text: string): string {
	return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
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
