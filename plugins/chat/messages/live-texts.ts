import type { Translate } from 'verbund';
import { mostFiles } from '../files/most-files.ts';

/** What the scripts of a conversation say, with the gaps that they fill. */
export function liveTexts(t: Translate): Readonly<Record<string, string>> {
	return {
		gone: t('chat.gone'),
		today: t('chat.today'),
		offline: t('chat.offline'),
		notDone: t('chat.notDone'),
		toEnd: t('chat.toEnd'),
		arrivedCount: t('chat.arrivedCount', { count: '{count}' }),
		queued: t('chat.queued'),
		failed: t('chat.failed'),
		reply: t('chat.replies', { count: 1 }),
		replies: t('chat.replyCount', { count: '{count}' }),
		quoting: t('chat.quoting', { name: '{name}' }),
		noQuote: t('chat.noQuote'),
		arrived: t('chat.arrived', { author: '{author}', text: '{text}' }),
		closed: t('chat.closed'),
		later: t('chat.later'),
		author: t('chat.removed.author'),
		moderator: t('chat.removed.moderator'),
		erasure: t('chat.removed.erasure'),
		sending: t('ui.upload.sending'),
		paused: t('ui.upload.paused'),
		pasted: t('chat.file.pasted', { time: '{time}' }),
		fileAdded: t('chat.file.added', { name: '{name}' }),
		pictureAdded: t('chat.file.pictureAdded', { name: '{name}' }),
		tooManyFiles: t('chat.file.tooMany', { count: mostFiles }),
		removeFile: t('chat.file.remove', { name: '{name}' }),
		alternativeOf: t('chat.file.alternativeOf', { name: '{name}' }),
		fileGone: t('chat.file.gone'),
	};
}
