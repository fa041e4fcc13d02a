import { contentDisposition } from '../../content/files/file-headers.ts';
import { acknowledgementsFor } from '../../host/acknowledgements/acknowledgements-for.ts';
import { toCsv } from '../../host/csv.ts';
import { notFound } from '../../errors.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** `GET /api/content/{id}/acknowledgements.csv`: the report on the present edition, with names where they may be shown. */
export async function acknowledgementsCsv(
	{ app, response, visitor }: ApiRequest,
	itemId: string,
): Promise<ApiAnswer> {
	const { report } = await acknowledgementsFor(app, visitor).ofItem(itemId);
	if (!report) throw notFound();
	const t = app.translator.for(visitor.language);
	const title = (name: string) => t(`acknowledgement.column.${name}`);
	const { slug, variants, sourceLanguage } = await app.content.open(visitor.reader, itemId);
	const text = variants.find(({ language }) => language === sourceLanguage) ?? variants[0];
	response.setHeader('Content-Disposition', contentDisposition('attachment', `bestaetigungen-${slug}.csv`));
	const rows = report.organisations.flatMap(({ name, concerned, confirmed, naming, people }) => {
		const organisation = name ?? t('acknowledgement.noOrganisation');
		const names = t(`acknowledgement.naming.${naming}`);
		if (naming !== 'shown') return [[organisation, '', '', concerned, confirmed, names]];
		return people.map((person) => [
			organisation,
			person.name,
			person.confirmedOn ?? '',
			1,
			person.confirmedOn ? 1 : 0,
			names,
		]);
	});
	return {
		type: 'text/csv; charset=utf-8',
		body: toCsv([
			[text?.title ?? '', t('acknowledgement.csvEdition', { edition: report.edition })],
			['organisation', 'person', 'confirmedOn', 'concerned', 'confirmed', 'names'].map(title),
			...rows,
		]),
	};
}
