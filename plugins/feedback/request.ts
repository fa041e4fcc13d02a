/** `unanswered`: closed, and the person who asked does not hear of it. */
export type Outcome = 'granted' | 'declined' | 'unanswered';

/** Somebody asks to read what stands at an address, whether there is anything or not. */
export interface AccessRequest {
	readonly id: string;
	/** Path of this hub. */
	readonly address: string;
	readonly text: string;
	readonly requesterId: string;
	readonly requesterOrganisationId: string | null;
	readonly createdAt: number;
	readonly outcome: Outcome | null;
	readonly answer: string;
	readonly closedAt: number | null;
	readonly dismissedAt: number | null;
}

/** A request that has reached the owner of an item. */
export interface ReceivedRequest extends AccessRequest {
	readonly itemId: string;
	readonly organisationId: string;
	readonly itemTitle: string;
	readonly itemLanguage: string;
}

/** What the person who asked is told: silence looks like a request that nobody has answered. */
export interface SentRequest {
	readonly id: string;
	readonly address: string;
	readonly text: string;
	readonly createdAt: number;
	readonly outcome: 'granted' | 'declined' | null;
	readonly answer: string;
	readonly dismissedAt: number | null;
}
