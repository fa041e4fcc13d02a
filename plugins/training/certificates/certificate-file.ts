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
		const verify = new URL('/training/verify', installation.url);
		const numbered = new URL(`?number=${completion.number}`, verify).href;
		const { title, completedAt, validUntil } = completion;
		const holder: PdfSpan = { text: person.name, bold: true };
		const number: PdfSpan = {
			text: t('training.certificate.number', { number: completion.number }),
			bold: true,
		};
		const address: PdfSpan = { text: `${verify.host}${verify.pathname}`, link: numbered };
		const valid =
			validUntil === null
				? []
				: [centred(t('training.certificate.valid', { date: format.fullDate(validUntil) }), 12, grey)];
		const colour = organisation?.colour ?? ink;
		const document: PdfDocument = {
			title: t('training.certificate.title', { title }),
			language: completion.language,
			author: organisation?.name ?? '',
			page: { margin: 76, frame: colour },
			blocks: [
				...(organisation ? await headOf(organisation) : []),
				{ kind: 'rest' },
				{
					kind: 'heading',
					level: 1,
					text: t('training.certificate.heading'),
					align: 'center',
					size: 38,
					colour,
				},
				{ kind: 'space', height: 30 },
				centred([holder], fitting(person.name, 26)),
				{ kind: 'space', height: 10 },
				centred(t('training.certificate.has', { date: format.fullDate(completedAt) }), 12, grey),
				{ kind: 'heading', level: 2, text: title, align: 'center', size: fitting(title, 21) },
				{ kind: 'space', height: 10 },
				...valid,
				{ kind: 'rest' },
				{
					kind: 'code',
					address: numbered,
					alt: t('training.certificate.code'),
					width: 74,
					align: 'center',
				},
				centred([number], 10),
				centred([{ text: `${t('training.certificate.check')} ` }, address], 9, grey),
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
		const text = centred(name, isPrintable ? 12 : fitting(name, 20), colour);
		if (!isPrintable || size === null) return [{ kind: 'space', height: 24 }, text];
		const width = Math.min(widest, (size.width / size.height) * headHeight);
		return [
			{ kind: 'image', bytes: new Uint8Array(image.bytes), alt: '', width, align: 'center' },
			{ kind: 'space', height: 8 },
			text,
		];
	}
}

/** Letters of this size, and smaller ones where there are many words: all of it stands on one page. */
function fitting(text: string, size: number): number {
	return text.length <= 60 ? size : text.length <= 120 ? size * 0.8 : size * 0.66;
}

function centred(text: PdfText, size = 12, colour = ink): PdfBlock {
	return { kind: 'paragraph', text, align: 'center', size, colour };
}
