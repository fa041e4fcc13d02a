export interface TemplatesTables {
	templates_uses: {
		item_id: string;
		organisation_id: string;
		/** The day, `2026-11-22`. */
		taken_on: string;
		/** The version that was published last, for lists. */
		newest_revision: number;
		/** The version of which the organisation knows what changed before it. */
		seen_revision: number;
		/** The version that its people last made a paper with, and the day. */
		produced_revision: number | null;
		produced_on: string | null;
	};
}
