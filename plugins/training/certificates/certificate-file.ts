import type { Formatters, PdfBlock, PdfDocument, PdfSpan, PluginContext, Translate } from 'verbund';
import type { Certificates } from './certificates.ts';

export interface CertificateFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** The certificate on paper, in the name and colour of the organisation whose course it was. */
export type MakeCertificate = (
	person: { readonly id: string; readonly name: string },
	completionId: string,
	words: { readonly t: Translate; readonly format: Formatters },
) => Promise<CertificateFile>;

export function createMakeCertificate(
	{ installation, organisations, pdf }: Pick<PluginContext, 'installation' | 'organisations' | 'pdf'>,
	certificates: Certificates,
): MakeCertificate {
	return async (person, completionId, { t, format }) => {
		const completion = await certificates.file(person.id, completionId);
		const organisation = (await organisations.list()).find(({ id }) => id === completion.organisationId);
		const colour = organisation?.colour ?? '#1b2231';
		const verify = new URL(`/training/verify?number=${completion.number}`, installation.url).href;
		const centred = (text: string, size = 12): PdfBlock => ({
			kind: 'paragraph',
			text,
			align: 'center',
			size,
		});
		const holder: PdfSpan = { text: person.name, bold: true };
		const address: PdfSpan = { text: verify, link: verify };
		const document: PdfDocument = {
			title: t('training.certificate.title', { title: completion.title }),
			language: completion.language,
			author: organisation?.name ?? '',
			page: { margin: 80 },
			footer: t('training.certificate.footer', { number: completion.number }),
			blocks: [
				{ kind: 'paragraph', text: organisation?.name ?? '', colour, size: 16 },
				{ kind: 'line' },
				{ kind: 'space', height: 70 },
				{
					kind: 'heading',
					level: 1,
					text: t('training.certificate.heading'),
					align: 'center',
					size: 30,
					colour,
				},
				{ kind: 'space', height: 40 },
				{ kind: 'paragraph', text: [holder], align: 'center', size: 20 },
				{ kind: 'space', height: 16 },
				centred(t('training.certificate.has', { date: format.fullDate(completion.completedAt) })),
				{ kind: 'space', height: 16 },
				{ kind: 'heading', level: 2, text: completion.title, align: 'center', size: 18 },
				{ kind: 'space', height: 16 },
				...(completion.validUntil === null
					? []
					: [centred(t('training.certificate.valid', { date: format.fullDate(completion.validUntil) }))]),
				{ kind: 'space', height: 110 },
				{ kind: 'line' },
				{
					kind: 'paragraph',
					text: t('training.certificate.number', { number: completion.number }),
					size: 10,
				},
				{
					kind: 'paragraph',
					text: [{ text: t('training.certificate.check') }, { text: ' ' }, address],
					size: 10,
				},
			],
		};
		return { name: `${completion.number}.pdf`, bytes: await pdf.make(document) };
	};
}
