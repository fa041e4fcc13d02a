import { matrixCsv } from '../obligations/matrix-csv.ts';
import { openObligations } from '../obligations/open-obligations.ts';

interface TableRequest {
	readonly locals: App.Locals;
	readonly url: URL;
}

export async function GET({ locals, url }: TableRequest): Promise<Response> {
	const { obligations } = await locals.use('training');
	const { organisation } = openObligations(locals, url.searchParams);
	const everybody = { onlyOverdue: false, limit: 100_000, offset: 0 };
	const matrix = await obligations.matrix(locals.actor, organisation.id, everybody);
	return new Response(matrixCsv(matrix, locals), {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="pflichten.csv"',
			'Cache-Control': 'private, no-store',
		},
	});
}
