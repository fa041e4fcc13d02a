import { Readable } from 'node:stream';
import { isVerbundError, type Actor, type PluginContext } from 'verbund';
import { personOf } from './attempt-commands.ts';
import { pictureMark, type ImportedPicture } from './import/pictures.ts';

type Attachments = PluginContext['content']['attachments'];
type ReceivedFile = Awaited<ReturnType<Attachments['examine']>>;

export interface TakenPictures {
	/** To be attached to the item. */
	readonly files: readonly ReceivedFile[];
	readonly leftOut: number;
	/** The text with the addresses that the pictures have then. */
	readonly text: string;
}

/**
 * Takes in pictures that came with questions, as if each had been sent by itself: looked at for viruses, and of the kind
 * that its bytes are. What is left lying is swept up as an upload that nobody went on with.
 */
export async function takePictures(
	{ uploads, examine }: Pick<Attachments, 'uploads' | 'examine'>,
	actor: Actor,
	{ text, pictures }: { readonly text: string; readonly pictures: readonly ImportedPicture[] },
): Promise<TakenPictures> {
	const taken = new Map<string, ReceivedFile>();
	for (const { address, name, base64 } of pictures) {
		const bytes = Readable.from([Buffer.from(base64, 'base64')]);
		const { id } = await uploads.receive(personOf(actor), name, bytes);
		const file = await examine(actor, id).catch((error: unknown) => {
			if (isVerbundError(error)) return null;
			throw error;
		});
		if (file && /^image\/(?:png|jpeg|gif|webp|avif)$/.test(file.mediaType)) taken.set(address, file);
	}
	const written = text.replaceAll(pictureMark, (_, alternative: string, address: string) => {
		const file = taken.get(address);
		return file ? `![${alternative}](/files/${file.id}/${encodeURIComponent(file.name)})` : alternative;
	});
	return { files: [...taken.values()], leftOut: pictures.length - taken.size, text: written };
}
