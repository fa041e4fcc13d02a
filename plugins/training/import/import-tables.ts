export type ImportState = 'reading' | 'ready' | 'running' | 'done' | 'failed';

export interface ImportTables {
	training_imports: {
		id: string;
		person_id: string;
		organisation_id: string;
		upload_id: string;
		/** Of the file. */
		name: string;
		language: string;
		state: ImportState;
		done: number;
		total: number;
		/** Translation key of what went wrong. */
		reason: string | null;
		title: string;
		/** `CoursePlan` as JSON. */
		plan: string;
		course_id: string | null;
		created_at: number;
	};
}
