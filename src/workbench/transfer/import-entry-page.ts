import { VerbundError } from '../../errors.ts';
import type { OpenedEntry } from '../../host/transfer-views.ts';
import { renderPreview, type Preview } from '../editing/preview.ts';
import type { WorkbenchLocals } from '../locals.ts';

export interface ImportEntryPage extends OpenedEntry {
	readonly preview: Preview;
}

/** @throws VerbundError `request.notFound` */
export async function openImportEntry(
	locals: WorkbenchLocals,
	id: string,
	position: string,
): Promise<ImportEntryPage> {
	if (!/^\d{1,6}$/.test(position)) throw new VerbundError('request.notFound');
	const opened = await locals.transfers.openEntry(id, Number(position));
	const { record, entry, text } = opened;
	const fields = locals.content.types.find((type) => type.id === entry.type)?.fields ?? { type: 'object' };
	return { ...opened, preview: await renderPreview(locals, { fields }, text, record.organisationId) };
}
