import { answerRequests } from '../../../isolation/answer-requests.ts';
import { extractText } from './extract-text.ts';

export interface ExtractRequest {
	readonly path: string;
	readonly mediaType: string;
}

answerRequests(({ path, mediaType }: ExtractRequest) => extractText(path, mediaType));
