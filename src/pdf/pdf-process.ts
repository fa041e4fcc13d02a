import { answerRequests } from '../isolation/answer-requests.ts';
import type { PdfDocument } from './pdf-document.ts';
import { writePdf } from './write-pdf.ts';

answerRequests((document: PdfDocument) => writePdf(document));
