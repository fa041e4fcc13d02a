interface FileRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly url: URL;
}

export async function GET({ locals, params, url }: FileRequest): Promise<Response> {
	const { submissions } = await locals.use('training');
	return submissions.file(locals.actor, params['id'] ?? '', url.searchParams.has('download'));
}
