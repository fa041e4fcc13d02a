import { isVerbundError } from 'verbund';

/** For `catch`: what is not there, or not to be read any more, is null. */
export function nullIfGone(error: unknown): null {
	if (isVerbundError(error) && error.code === 'request.notFound') return null;
	throw error;
}
