import type { Actor, FieldValues, FileVersion, PluginContext } from 'verbund';
import type { TrainingParts } from '../training-parts.ts';
import { createAddToCourse } from '../course/end-of-course.ts';
import { createCaptionCheck } from './caption-check.ts';
import { createMediaCommands } from './media-commands.ts';
import { mediaKind } from './media-kind.ts';
import { readCaptions, type Cue } from './web-vtt.ts';

export interface PlayedMedia {
	readonly kind: 'video' | 'audio';
	readonly file: FileVersion;
	readonly cues: readonly Cue[];
}

/** What pages ask about what is watched and listened to. */
export interface MediaViews {
	/** Null where the file is missing. */
	playing(
		actor: Actor,
		item: { readonly id: string; readonly fields: FieldValues },
	): Promise<PlayedMedia | null>;
	/** Bytes of the largest file. */
	largest(): Promise<number>;
}

/** Videos and sound, with their captions. */
export function addMedia(context: PluginContext, parts: TrainingParts): MediaViews {
	const { attachments } = context.content;
	const commands = createMediaCommands(context, createAddToCourse(context, parts));
	context.commands.register('training.uploadMedia', commands.upload);
	context.commands.register('training.setCaptions', commands.setCaptions);
	context.problems.register('training.captions', createCaptionCheck(context));

	return {
		async playing(actor, { id, fields }) {
			const { file: fileId } = fields;
			const [file] = typeof fileId === 'string' ? await attachments.versions(actor, [fileId]) : [];
			const kind = file && mediaKind(file.mediaType);
			return kind && file.itemId === id ? { kind, file, cues: cuesIn(fields) } : null;
		},
		largest: () => attachments.uploads.limit(),
	};
}

/** Captions that somebody is still correcting do not take the video along. */
export function cuesIn({ captions }: FieldValues): readonly Cue[] {
	if (typeof captions !== 'string' || captions.trim() === '') return [];
	try {
		return readCaptions(captions);
	} catch {
		return [];
	}
}
