import type { Actor, PluginContext } from 'verbund';

/** Address of the folder with the pictures of a template's Word file. */
export function pictureFolder(fileId: string): string {
	return `/templates/pictures/${fileId}/`;
}

/** A picture of a Word file; it never changes under its address. */
export async function openPicture(
	{ paper }: Pick<PluginContext, 'paper'>,
	actor: Actor,
	fileId: string,
	digest: string,
): Promise<Response> {
	const { type, bytes } = await paper.picture(actor, fileId, digest);
	return new Response(new Uint8Array(bytes), {
		headers: { 'Content-Type': type, 'Cache-Control': 'private, max-age=86400, immutable' },
	});
}
