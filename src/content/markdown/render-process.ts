import { answerRequests } from '../../isolation/answer-requests.ts';
import { renderMarkdown } from './render.ts';

answerRequests((source: string) => Promise.resolve(renderMarkdown(source)));
