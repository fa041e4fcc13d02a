interface FileRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly url: URL;
}

export async function GET({ locals, params, url }: FileRequest): Promise<Response> {
	const { sources } = await locals.use('documents');
	return sources.open(locals.actor, params['id'] ?? '', { download: url.searchParams.has('download') });
}
