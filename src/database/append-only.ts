import { sql, type Kysely } from 'kysely';
import type { Database } from './database.ts';

/**
 * Makes the database itself refuse to change rows. Rows of a sealed segment may still be dropped whole:
 * retention removes the segment's entries while `audit_segments.seal` keeps their hash.
 */
export async function appendOnly(
	db: Kysely<never>,
	dialect: Database['dialect'],
	table: 'audit_entries',
): Promise<void> {
	const name = sql.table(table);
	if (dialect === 'sqlite') {
		await sql`create trigger audit_entries_no_update before update on ${name}
			begin select raise(abort, 'audit entries are append-only'); end`.execute(db);
		await sql`create trigger audit_entries_no_delete before delete on ${name}
			when (select seal from audit_segments where id = old.segment_id) is null
			begin select raise(abort, 'audit entries are append-only'); end`.execute(db);
		return;
	}
	await sql`create function refuse_audit_change() returns trigger language plpgsql as $$
		begin
			if tg_op = 'DELETE' and (select seal from audit_segments where id = old.segment_id) is not null then
				return old;
			end if;
			raise exception 'audit entries are append-only';
		end $$`.execute(db);
	await sql`create trigger audit_entries_append_only before update or delete on ${name}
		for each row execute function refuse_audit_change()`.execute(db);
}
