import { answerRequests } from 'verbund';
import { readPresentation, type ReadPresentation } from './read-presentation.ts';

answerRequests((request: ReadPresentation) => readPresentation(request));
