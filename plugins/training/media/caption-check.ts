import { isVerbundError, type PluginContext, type ProblemCheck, type ProblemFinding } from 'verbund';
import type { MediaTables } from './media-tables.ts';
import { readCaptions } from './web-vtt.ts';

/** Who cannot hear gets nothing of a video without captions, and a caption with a fault ends all that follow. */
export function createCaptionCheck({ storage }: PluginContext): ProblemCheck {
	return {
		async check({ itemId, texts }) {
			const row = await storage
				.query<MediaTables>()
				.selectFrom('training_media')
				.select('kind')
				.where('item_id', '=', itemId)
				.executeTakeFirst();
			if (!row) return [];
			const field = 'fields.captions';
			const captions = texts.find((text) => text.field === field)?.markdown ?? '';
			if (captions.trim() === '') return [{ message: `training.media.noCaptions.${row.kind}`, field }];
			return faultOf(captions, field);
		},
	};
}

function faultOf(captions: string, field: string): readonly ProblemFinding[] {
	try {
		readCaptions(captions);
		return [];
	} catch (error) {
		if (!isVerbundError(error)) throw error;
		return [
			{ message: 'training.media.captionsWrong', values: { line: Number(error.values['line'] ?? 1) }, field },
		];
	}
}
