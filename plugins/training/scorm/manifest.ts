export type ScormVersion = '1.2' | '2004';

/** One line of a package's table of contents. */
export interface PackageItem {
	/** As the package calls it; what is kept about a learner stands under it. */
	readonly id: string;
	readonly title: string;
	/** 0 for the highest. */
	readonly level: number;
	/** Path in the package with its query; null for a heading. */
	readonly launch: string | null;
	/** Speaks to the hub; what does not is done once it was opened. */
	readonly speaks: boolean;
	/** What the learner has to reach: 0 to 100 in SCORM 1.2, -1 to 1 in SCORM 2004; empty where nothing is asked. */
	readonly passingScore: string;
	/** Handed to the package when it begins. */
	readonly launchData: string;
	readonly maxTime: string;
	readonly timeLimitAction: string;
}

export interface PackageManifest {
	readonly version: ScormVersion;
	readonly title: string;
	readonly items: readonly PackageItem[];
}
