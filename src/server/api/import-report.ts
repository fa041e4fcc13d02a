import { toCsv } from '../../host/csv.ts';
import { transfersFor } from '../../host/transfer-views.ts';
import { noteSentences } from '../../l10n/transfer-notes.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

const most = 100_000;

/** `GET /api/imports/<id>/report.csv`: what came in, what stayed out and why. */
export async function importReport({ app, response, visitor }: ApiRequest, id: string): Promise<ApiAnswer> {
	const transfers = transfersFor(app, visitor);
	await transfers.openImport(id);
	const t = app.translator.for(visitor.language);
	const entries = await transfers.entries(id, { offset: 0, limit: most });
	const rows = entries.map(({ path, title, folders, kind, outcome, skip, undone, notes, itemId }) => {
		const state = undone ?? outcome ?? (kind === 'leftOut' ? 'leftOut' : skip ? 'skipped' : 'notReached');
		return [
			path,
			title,
			folders,
			t(undone === null ? `import.outcome.${state}` : `import.undone.${state}`),
			noteSentences(notes, t).join(' '),
			itemId === null ? '' : `${app.config.url.origin}/i/${itemId}`,
		];
	});
	const head = ['path', 'text', 'place', 'outcome', 'notes', 'address'].map((name) =>
		t(`import.column.${name}`),
	);
	response.setHeader('Content-Disposition', 'attachment; filename="import.csv"');
	return { type: 'text/csv; charset=utf-8', body: toCsv([head, ...rows]) };
}
