import type { TrainingTables } from '../tables.ts';

export interface AssignmentTables extends Pick<TrainingTables, 'training_submissions'> {
	training_submission_files: {
		file_id: string;
		submission_id: string;
		name: string;
		media_type: string;
		size: number;
	};
}
