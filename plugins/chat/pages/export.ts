interface ExportRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
}

/** A room as JSON, for those who look after it. */
export async function GET({ locals, params }: ExportRequest): Promise<Response> {
	const chat = await locals.use('chat');
	const { room, messages } = await chat.exported(locals.reader, params['room'] ?? '');
	const entries = messages.map(
		({ number, author, organisation, at, kind, threadNumber, source, removed }) => ({
			number,
			at: new Date(at).toISOString(),
			author,
			organisation: organisation?.name ?? null,
			kind,
			answers: threadNumber,
			text: source,
			removed,
		}),
	);
	return new Response(JSON.stringify({ room: room.title, messages: entries }, null, '\t'), {
		headers: {
			'Content-Type': 'application/json; charset=utf-8',
			'Content-Disposition': `attachment; filename="chat-${room.id}.json"`,
			'Cache-Control': 'private, no-store',
		},
	});
}
