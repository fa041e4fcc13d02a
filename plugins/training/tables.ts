/** How people come to take part. `interest`: nothing is offered yet, and people say that they would come. */
export const enrolmentWays = ['open', 'approval', 'invitation', 'interest', 'closed'] as const;
export type EnrolmentWay = (typeof enrolmentWays)[number];

/** How one takes part in a course for which nobody has said so. */
export const firstRules = {
	enrolment: 'open',
	capacity: null,
	enrol_until: null,
	finish_days: null,
	refresh_days: null,
} as const;

/** `requested` waits for the approval, `waiting` for a seat; `invited` for the person's own word. */
export type EnrolmentState =
	'interested' | 'requested' | 'invited' | 'waiting' | 'enrolled' | 'left' | 'declined';

export type EnrolmentOrigin = 'self' | 'invitation' | 'target' | 'obligation';

export interface TrainingTables {
	/** What is published of each course, and how one takes part in it; without a row until one of the two is known. */
	training_courses: {
		item_id: string;
		in_order: number;
		certificate: number;
		valid_months: number | null;
		enrolment: EnrolmentWay;
		/** Seats; null for without limit. */
		capacity: number | null;
		enrol_until: number | null;
		/** Days that people have from their enrolment on. */
		finish_days: number | null;
		/** Days in which a lesson that has changed is to be done again; null where nobody is asked to. */
		refresh_days: number | null;
		/** Published revision that this row was made from. */
		revision: number;
		/** Raised by each change; what optimistic locking compares, and what the last seat is given under. */
		version: number;
	};
	training_course_lessons: {
		course_id: string;
		lesson_id: string;
		item_id: string;
		position: number;
		/** Edition of the item that learners were last asked for. */
		edition: number;
	};
	training_prerequisites: { course_id: string; required_id: string };
	training_enrolments: {
		id: string;
		course_id: string;
		person_id: string;
		/** For which the person acted. */
		organisation_id: string | null;
		state: EnrolmentState;
		origin: EnrolmentOrigin;
		/** Why somebody asks for it. */
		reason: string;
		decided_by: string | null;
		/** Counts how often the person takes the course. */
		round: number;
		due_at: number | null;
		/** Since when the person is in this state: who waits longest moves up first. */
		created_at: number;
		enrolled_at: number | null;
		completed_at: number | null;
		reminded_at: number | null;
	};
	training_progress: {
		course_id: string;
		person_id: string;
		round: number;
		lesson_id: string;
		/** 0 to 100, where something was tested. */
		score: number | null;
		done_at: number;
	};
	training_completions: {
		id: string;
		/** Of the certificate; null where the course gives none. */
		number: string | null;
		course_id: string;
		/** As it was called when it was completed. */
		title: string;
		language: string;
		/** Whose course it was. */
		organisation_id: string;
		person_id: string;
		completed_at: number;
		valid_until: number | null;
		/** When the person was asked to take the course again before it ends. */
		renewed_at: number | null;
	};
	training_dates: {
		id: string;
		course_id: string;
		/** Lesson that attending it completes. */
		lesson_id: string | null;
		title: string;
		starts_at: number;
		ends_at: number;
		place: string;
		room: string;
		/** Address of the meeting, for those who have a seat. */
		online: string;
		capacity: number | null;
		register_until: number | null;
		cancelled_at: number | null;
		/** Raised by each change, for calendars and optimistic locking. */
		sequence: number;
		changed_at: number;
	};
	training_seats: {
		date_id: string;
		person_id: string;
		state: 'registered' | 'waiting' | 'cancelled';
		/** Null until somebody has ticked the list. */
		attended: number | null;
		created_at: number;
		changed_at: number;
	};
	/** Who is enrolled without asking: `organisation:<id>`, `group:<id>`, `role:<organisation>:<role>`. */
	training_targets: {
		id: string;
		course_id: string;
		principal: string;
		/** Only those who joined since. */
		joined_since: number | null;
		finish_days: number | null;
		created_at: number;
	};
	training_obligations: {
		id: string;
		organisation_id: string;
		course_id: string;
		principal: string;
		/** Null for once and for all. */
		every_months: number | null;
		/** For those who have never completed it. */
		within_days: number;
		created_at: number;
	};
	training_submissions: {
		id: string;
		course_id: string;
		lesson_id: string;
		person_id: string;
		round: number;
		text: string;
		submitted_at: number;
		verdict: 'accepted' | 'again' | null;
		feedback: string;
		answered_by: string | null;
		answered_at: number | null;
	};
}
