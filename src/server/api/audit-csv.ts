import { z } from 'zod';
import { administrationFor } from '../../host/administration.ts';
import { auditRows } from '../../host/administration/audit-rows.ts';
import { toCsv } from '../../host/csv.ts';
import { VerbundError } from '../../errors.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

const most = 20_000;

const day = z.union([z.iso.date(), z.literal('')]).default('');
const querySchema = z.object({
	organisation: z.string().max(60).default(''),
	action: z.string().max(120).default(''),
	person: z.string().max(64).default(''),
	object: z.string().max(200).default(''),
	from: day,
	until: day,
});

/** `GET /api/audit.csv`: the audit log with the filters of its page, newest first, up to twenty thousand entries. */
export async function auditCsv({ app, response, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const parsed = querySchema.safeParse(Object.fromEntries(url.searchParams));
	if (!parsed.success) throw new VerbundError('request.malformed');
	const { organisation, ...filter } = parsed.data;
	const administration = administrationFor(app, visitor.actor, null);
	const organisationId =
		organisation === '*'
			? null
			: (await administration.place('audit.read', organisation === '' ? null : organisation)).organisation.id;
	const page = await administration.exportAudit({ ...filter, organisationId, limit: most });
	response.setHeader('Content-Disposition', 'attachment; filename="protokoll.csv"');
	const label = (text: string) => app.translator.resolve(visitor.language, text);
	const rows = auditRows(page, administration.auditActions(), {
		t: app.translator.for(visitor.language),
		label,
	});
	return { type: 'text/csv; charset=utf-8', body: toCsv(rows) };
}
