/** How it stands: `notice` is no fault, but something that is not there yet. */
export type HealthState = 'ok' | 'notice' | 'warning' | 'problem';

/**
 * What one look at the hub found. The texts are `health.<id>` (what it is about), `health.<id>.<outcome>` (how it
 * stands) and, unless all is well, `health.<id>.<outcome>.do` (what to do).
 */
export interface HealthFinding {
	readonly id: string;
	readonly state: HealthState;
	readonly outcome: string;
	/** Placeholders of the sentence. `at` and names ending in `At` are times, those ending in `Bytes` sizes. */
	readonly values?: Readonly<Record<string, string | number>>;
	/** Where it is put right, or where there is more about it. */
	readonly links?: readonly HealthLink[];
}

export interface HealthLink {
	readonly url: string;
	/** A name; without one the link is called `health.<id>.link`. */
	readonly text?: string;
	/** How many of the found things are there. */
	readonly count?: number;
}

export interface HealthCheck {
	readonly id: string;
	/** A line of the core that this one makes superfluous. */
	readonly inPlaceOf?: string;
	/** Too slow for a page: a job does it, and the page shows what it found. */
	readonly slow?: boolean;
	look(): Promise<Omit<HealthFinding, 'id'>>;
}
