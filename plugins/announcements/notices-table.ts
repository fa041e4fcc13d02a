export interface AnnouncementsTables {
	announcements_notices: {
		item_id: string;
		importance: string;
		pinned_until: number | null;
		expires_at: number | null;
		/** 1 once it has been put into the archive because its time was over. */
		ended: number;
		/** The newest edition that people were told of. */
		told_edition: number;
	};
}
