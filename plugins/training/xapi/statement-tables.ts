export interface StatementTables {
	/** Under which name statements speak of a person. */
	training_statement_actors: { person_id: string; name: string };
	training_statements: {
		id: string;
		person_id: string;
		/** `Statement` as JSON. */
		statement: string;
		/** `refused` by the record store, which says that it is not as it should be. */
		state: 'kept' | 'sent' | 'refused';
		created_at: number;
	};
	/** One row at most. */
	training_record_store: {
		id: string;
		endpoint: string;
		user_name: string;
		sealed_password: string;
		last_error: string | null;
	};
	/** For which organisation somebody takes a course. */
	training_enrolments: { course_id: string; person_id: string; organisation_id: string | null };
}
