import { z } from 'zod';
import type { OpenedExport } from '../../host/transfer-views.ts';
import type { ExportRequest } from '../../transfer/exports.ts';
import { VerbundError } from '../../errors.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { SelectOption } from '../ui/types.ts';

export interface ExportPage {
	/** What is to be taken along; null where nothing was chosen yet. */
	readonly wanted: {
		readonly scope: ExportRequest['scope'];
		readonly scopeId: string;
		readonly title: string;
	} | null;
	readonly organisations: readonly SelectOption[];
	readonly exports: readonly OpenedExport[];
	readonly isBusy: boolean;
}

const scopes = ['item', 'collection', 'organisation'] as const;
const scopeId = z.string().min(1).max(64);

export async function openExports(
	{ person, transfers }: WorkbenchLocals,
	parameters: URLSearchParams,
): Promise<ExportPage> {
	const scope = scopes.find((one) => parameters.has(one));
	const id = scope && scopeId.safeParse(parameters.get(scope));
	if (scope && !id?.success) throw new VerbundError('request.notFound');
	const exports = await transfers.exports();
	return {
		wanted:
			scope && id?.data
				? {
						scope,
						scopeId: id.data,
						title: await transfers.exportTitle({ scope, scopeId: id.data, format: 'markdown' }),
					}
				: null,
		organisations: (person?.organisations ?? []).map(({ id: value, name }) => ({ value, title: name })),
		exports,
		isBusy: exports.some(({ items, error }) => items === null && error === null),
	};
}
