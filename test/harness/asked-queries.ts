/** Notes what is asked of the database, without what the hub asks by itself: every few seconds it looks for jobs. */
export function noteQueries(queries: string[]): (statement: string) => void {
	return (statement) => {
		if (!/"job(?:s|_schedules)"/.test(statement)) queries.push(statement);
	};
}
