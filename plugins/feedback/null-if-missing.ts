/** For `catch`: what is not there, or not the actor's business, is null; everything else goes on. */
export function nullIfMissing(error: unknown): null {
	if (error instanceof Error && 'code' in error && error.code === 'request.notFound') return null;
	throw error;
}
