/** Whether what was kept of a part says that it is done, and how it went. */
export type PartStatus = 'begun' | 'completed' | 'passed' | 'failed';

export interface PackageTables {
	training_packages: {
		/** The version of the item's file that was unpacked. */
		file_id: string;
		item_id: string | null;
		state: 'waiting' | 'ready' | 'failed' | 'cancelled';
		/** Code of the error. */
		reason: string | null;
		/** `PackageManifest` as JSON. */
		manifest: string;
		files: number;
		bytes: number;
		/** Files that are there by now. */
		unpacked: number;
	};
	training_package_files: {
		package_id: string;
		path: string;
		/** Under which its bytes lie. */
		stored_id: string;
		size: number;
	};
	training_package_states: {
		course_id: string;
		person_id: string;
		round: number;
		lesson_id: string;
		part_id: string;
		file_id: string;
		/** The sitting that wrote last. */
		launch_id: string;
		status: PartStatus;
		/** 0 to 100, the best. */
		score: number | null;
		/** In all sittings. */
		seconds: number;
		/** In the sittings before `launch_id`. */
		seconds_before: number;
		/** Values of the run-time data model by their names, as JSON. */
		data: string;
		changed_at: number;
	};
}
