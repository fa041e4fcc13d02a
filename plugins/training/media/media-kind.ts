const played: Readonly<Record<string, 'video' | 'audio'>> = {
	'video/mp4': 'video',
	'video/x-m4v': 'video',
	'video/webm': 'video',
	'audio/mpeg': 'audio',
	'audio/mp4': 'audio',
	'audio/x-m4a': 'audio',
	'audio/aac': 'audio',
	'audio/ogg': 'audio',
	'audio/ogg; codecs=opus': 'audio',
	'audio/wav': 'audio',
	'audio/flac': 'audio',
	'audio/x-flac': 'audio',
};

/** Null for what browsers do not play. */
export function mediaKind(mediaType: string): 'video' | 'audio' | null {
	return played[mediaType] ?? null;
}
