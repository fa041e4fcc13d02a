interface PictureRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
}

export async function GET({ locals, params }: PictureRequest): Promise<Response> {
	const templates = await locals.use('templates');
	return templates.picture(locals.actor, params['file'] ?? '', params['digest'] ?? '');
}
