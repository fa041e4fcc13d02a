interface FileRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
}

export async function GET({ locals, params }: FileRequest): Promise<Response> {
	const { person, t, format, use } = locals;
	const { makeCertificate } = await use('training');
	const { name, bytes } = await makeCertificate(
		{ id: person?.id ?? '', name: person?.name ?? '' },
		params['id'] ?? '',
		{ t, format },
	);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'Content-Type': 'application/pdf',
			'Content-Disposition': `attachment; filename="${name}"`,
			'Cache-Control': 'private, no-store',
		},
	});
}
