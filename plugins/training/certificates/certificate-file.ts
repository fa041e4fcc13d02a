import type {
	Formatters,
	Organisation,
	PdfBlock,
	PdfDocument,
	PdfSpan,
	PdfText,
	PluginContext,
	Translate,
} from 'verbund';
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

const ink = '#1b2231';
const grey = '#5a6274';
/** Of the picture at the head, in points. */
const headHeight = 64;
const widest = 300;

export function createMakeCertificate(
	{ installation, organisations, pdf }: Pick<PluginContext, 'installation' | 'organisations' | 'pdf'>,
	certificates: Certificates,
): MakeCertificate {
	return async (person, completionId, { t, format }) => {
		const completion = await certificates.file(person.id, completionId);
		const organisation = (await organisations.list()).find(({ id }) => id === completion.organisationId);
		const verify = new URL(`/training/verify?number=${completion.number}`, installation.url).href;
		const holder: PdfSpan = { text: person.name, bold: true };
		const address: PdfSpan = { text: verify, link: verify };
		const valid =
			completion.validUntil === null
				? []
				: [
						centred(
							t('training.certificate.valid', { date: format.fullDate(completion.validUntil) }),
							12,
							grey,
						),
					];
		const document: PdfDocument = {
			title: t('training.certificate.title', { title: completion.title }),
			language: completion.language,
			author: organisation?.name ?? '',
			page: { margin: 80 },
			footer: t('training.certificate.footer', { number: completion.number }),
			blocks: [
				...(organisation ? await headOf(organisation) : []),
				{ kind: 'space', height: 90 },
				{
					kind: 'heading',
					level: 1,
					text: t('training.certificate.heading'),
					align: 'center',
					size: 34,
					colour: organisation?.colour ?? ink,
				},
				{ kind: 'space', height: 44 },
				centred([holder], 24),
				{ kind: 'space', height: 14 },
				centred(t('training.certificate.has', { date: format.fullDate(completion.completedAt) }), 12, grey),
				{ kind: 'space', height: 14 },
				{ kind: 'heading', level: 2, text: completion.title, align: 'center', size: 20 },
				{ kind: 'space', height: 14 },
				...valid,
				{ kind: 'space', height: 90 },
				{ kind: 'line' },
				{ kind: 'space', height: 6 },
				centred(t('training.certificate.number', { number: completion.number }), 10, grey),
				centred([{ text: t('training.certificate.check') }, { text: ' ' }, address], 10, grey),
			],
		};
		return { name: `${completion.number}.pdf`, bytes: await pdf.make(document) };
	};

	/** Its letterhead or its logo, and its name; the name alone where there is no picture that paper can hold. */
	async function headOf({
		slug,
		name,
		colour,
		letterhead,
		logo,
	}: Organisation): Promise<readonly PdfBlock[]> {
		const size = letterhead ?? logo;
		const image = size === null ? null : await organisations.letterhead(slug);
		const isPrintable = image !== null && /^image\/(?:png|jpeg)$/.test(image.mediaType);
		const text = centred(name, isPrintable ? 12 : 18, colour);
		if (!isPrintable || size === null) return [text, { kind: 'line' }];
		const width = Math.min(widest, (size.width / size.height) * headHeight);
		return [
			{ kind: 'image', bytes: new Uint8Array(image.bytes), alt: '', width, align: 'center' },
			{ kind: 'space', height: 8 },
			text,
			{ kind: 'line' },
		];
	}
}

function centred(text: PdfText, size = 12, colour = ink): PdfBlock {
	return { kind: 'paragraph', text, align: 'center', size, colour };
}
