import type { Attachment } from '../../content/attachments.ts';

/** What to write into the text: an image with its alternative text still to be filled in, or a link. */
export function markdownFor({
	name,
	url,
	mediaType,
}: Pick<Attachment, 'name' | 'url' | 'mediaType'>): string {
	const label = name.replace(/[[\]\\]/g, '\\$&');
	return mediaType.startsWith('image/') ? `![${label}](${url})` : `[${label}](${url})`;
}
