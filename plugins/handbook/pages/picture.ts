interface PictureRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
}

export async function GET({ locals, params }: PictureRequest): Promise<Response> {
	const handbook = await locals.use('handbook');
	const { type, bytes } = await handbook.picture(params['name'] ?? '');
	return new Response(new Uint8Array(bytes), {
		headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' },
	});
}
