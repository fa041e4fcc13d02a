import type { ImportEntry, ImportRecord } from '../../transfer/import/import-record.ts';
import type { EntryFilter } from '../../transfer/import/import-store.ts';
import type { OpenedImport } from '../../host/transfer-views.ts';
import { VerbundError } from '../../errors.ts';
import { collectionOptions } from '../ui/editing/choose-place.ts';
import type { OrganisationBadge, WorkbenchLocals } from '../locals.ts';
import type { SelectOption } from '../ui/types.ts';

export interface ImportsPage {
	readonly organisations: readonly OrganisationBadge[];
	readonly organisationId: string;
	readonly imports: readonly ImportRecord[];
	/** Why the files that were just sent were refused. */
	readonly problem: string | null;
}

/** @throws VerbundError `access.denied` for those who import nowhere */
export async function openImports(
	{ person, can, transfers, t }: WorkbenchLocals,
	parameters: URLSearchParams,
): Promise<ImportsPage> {
	const organisations = (person?.organisations ?? []).filter(({ id }) =>
		can('content.import', { organisationId: id }),
	);
	const wished = parameters.get('organisation') ?? person?.organisation?.id;
	const organisation =
		organisations.find(({ id, slug }) => id === wished || slug === wished) ?? organisations[0];
	if (!organisation) throw new VerbundError('access.denied');
	const code = parameters.get('problem') ?? '';
	const isKnown = /^(?:import|request|database|access|files)\.[a-zA-Z]{1,40}$/.test(code);
	return {
		organisations,
		organisationId: organisation.id,
		imports: await transfers.imports(organisation.id),
		problem: isKnown ? t(`error.${code}`, { megabytes: transfers.importLimit(), count: 200 }) : null,
	};
}

/** Several files that were sent together have no name but their number. */
export function importTitle({ name }: Pick<ImportRecord, 'name'>, { t }: Pick<WorkbenchLocals, 't'>): string {
	return /^\d+$/.test(name) ? t('import.severalFiles', { count: Number(name) }) : name;
}

const shown = ['items', 'known', 'notes', 'leftOut', 'kept'] as const;
const pageSize = 50;

export interface ImportPage {
	readonly record: OpenedImport;
	readonly entries: readonly ImportEntry[];
	readonly filters: readonly { readonly text: string; readonly url: string; readonly current: boolean }[];
	readonly newer: string | null;
	readonly older: string | null;
	readonly types: readonly SelectOption[];
	readonly collections: readonly SelectOption[];
	readonly audiences: readonly SelectOption[];
	readonly mayPublish: boolean;
}

export async function openImport(locals: WorkbenchLocals, id: string, url: URL): Promise<ImportPage> {
	const { transfers, content, can, t, label } = locals;
	const record = await transfers.openImport(id);
	const place = { organisationId: record.organisationId };
	const show = shown.find((one) => one === url.searchParams.get('show')) ?? 'items';
	const offset = Math.max(0, Math.trunc(Number(url.searchParams.get('from') ?? 0)) || 0);
	const filter: EntryFilter = { show, offset, limit: pageSize + 1 };
	const entries = record.state === 'reading' ? [] : await transfers.entries(id, filter);
	const isReady = record.state === 'ready';
	const collections = isReady
		? await content.collections({ ...place, types: [], withEmpty: true, limit: 500 })
		: [];
	const at = (from: number) => `${url.pathname}?show=${show}${from === 0 ? '' : `&from=${from}`}`;
	return {
		record,
		entries: entries.slice(0, pageSize),
		filters: filtersOf(record, show, url, locals),
		newer: offset === 0 ? null : at(Math.max(0, offset - pageSize)),
		older: entries.length > pageSize ? at(offset + pageSize) : null,
		types: content.types.map(({ id: value, title }) => ({ value, title: label(title) })),
		collections: collectionOptions(collections, t),
		audiences: (can('content.share', place) ? ['own', 'network', 'public'] : ['own']).map((value) => ({
			value,
			title: t(`import.audience.${value}`),
		})),
		mayPublish: can('content.publish', place),
	};
}

function filtersOf({ counts, state }: OpenedImport, show: string, url: URL, { t }: WorkbenchLocals) {
	const known = counts.knownChanged + counts.knownUnchanged + counts.knownDraft + counts.knownRestored;
	const count = {
		items: counts.items,
		known,
		notes: counts.withNotes,
		leftOut: counts.leftOut + counts.failed,
		kept: counts.edited + counts.before + counts.fewer,
	};
	return shown
		.filter((one) => one !== 'kept' || state === 'undone')
		.filter((one) => one !== 'known' || (state === 'ready' && known > 0))
		.map((one) => ({
			text: t(`import.show.${one}`, { count: count[one] }),
			url: `${url.pathname}?show=${one}`,
			current: one === show,
		}));
}
