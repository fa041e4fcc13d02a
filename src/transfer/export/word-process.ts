import { answerRequests } from '../../isolation/answer-requests.ts';
import type { WordRequest } from './word-request.ts';
import { writeWord } from './write-word.ts';

answerRequests(async (request: WordRequest) => {
	await writeWord(request);
	return null;
});
