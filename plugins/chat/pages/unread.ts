interface UnreadRequest {
	readonly locals: App.Locals;
}

/** How many messages the person has not read; for the area in the rail. */
export async function GET({ locals }: UnreadRequest): Promise<Response> {
	const chat = await locals.use('chat');
	return Response.json({ count: await chat.unread(locals.reader) });
}
