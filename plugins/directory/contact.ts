/** Members of the whole network see it, or only those of its own organisation. */
export const contactAudiences = ['network', 'organisation'] as const;

export type ContactAudience = (typeof contactAudiences)[number];

/** Somebody to ask about a topic. */
export interface Contact extends ContactDetails {
	readonly id: string;
	readonly organisationId: string;
	readonly updatedAt: number;
}

export interface ContactDetails {
	readonly name: string;
	/** What to ask this person about. */
	readonly topic: string;
	readonly phone: string;
	readonly email: string;
	/** Null for the organisation as a whole. */
	readonly siteId: string | null;
	/** Account of the person; without one, or where it is not known, null. */
	readonly personId: string | null;
	readonly audience: ContactAudience;
}
