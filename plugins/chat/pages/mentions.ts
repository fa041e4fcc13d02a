interface MentionsRequest {
	readonly locals: App.Locals;
	readonly url: URL;
}

/** Whom one can address in a room, or about an item, while typing behind an `@`. */
export async function GET({ locals, url: { searchParams } }: MentionsRequest): Promise<Response> {
	const chat = await locals.use('chat');
	const itemId = searchParams.get('item');
	const place = itemId === null ? { roomId: searchParams.get('room') ?? '' } : { itemId };
	const found = await chat.mentionable(locals.reader, place, searchParams.get('q')?.slice(0, 60) ?? '');
	return Response.json({ found }, { headers: { 'Cache-Control': 'private, no-store' } });
}
