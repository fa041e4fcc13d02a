import type { Outcome } from './request.ts';

export interface FeedbackTables {
	feedback_reports: {
		id: string;
		item_id: string;
		organisation_id: string;
		item_title: string;
		item_language: string;
		item_revision: number;
		passage: string;
		text: string;
		/** Null for a visitor who had not signed in. */
		reporter_id: string | null;
		reporter_organisation_id: string | null;
		created_at: number;
		answer: string;
		answered_by: string | null;
		closed_at: number | null;
		/** When the reporter had read the answer. */
		dismissed_at: number | null;
	};
	feedback_requests: {
		id: string;
		/** The path that was asked for. */
		address: string;
		/** Null where nothing is at this address: such a request is kept all the same, and nobody hears of it. */
		item_id: string | null;
		organisation_id: string | null;
		item_title: string;
		item_language: string;
		text: string;
		requester_id: string;
		requester_organisation_id: string | null;
		created_at: number;
		outcome: Outcome | null;
		answer: string;
		answered_by: string | null;
		closed_at: number | null;
		dismissed_at: number | null;
	};
}
