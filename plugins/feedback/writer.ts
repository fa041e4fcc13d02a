import type { Translate } from 'verbund';

/** „Frau Beispiel, Lebenswege Nord“ */
export function writerLine(
	t: Translate,
	{
		writer,
		writerOrganisation,
		reporterId,
	}: { writer: string | null; writerOrganisation: string | null; reporterId: string | null },
): string {
	if (writer === null)
		return t(reporterId === null ? 'feedback.report.fromVisitor' : 'feedback.report.fromGone');
	return writerOrganisation === null
		? t('feedback.report.fromPerson', { name: writer })
		: t('feedback.report.from', { name: writer, organisation: writerOrganisation });
}
