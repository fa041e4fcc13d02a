export interface MediaTables {
	/** Items that are watched or listened to. */
	training_media: { item_id: string; kind: 'video' | 'audio' };
}
