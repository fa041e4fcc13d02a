interface FileRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly request: Request;
}

export async function GET({ locals, params, request }: FileRequest): Promise<Response> {
	const { packages } = await locals.use('training');
	return packages.serve(params['token'] ?? '', params['path'] ?? '', request);
}
