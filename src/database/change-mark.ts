import { sql } from 'kysely';

/** One row, made by the port itself: it must be there before the first migration is a transaction. */
export const createChangeMark = [
	'create table if not exists change_mark (value bigint not null)',
	'insert into change_mark (value) select 0 where not exists (select 1 from change_mark)',
] as const;

export const raiseChangeMark = 'update change_mark set value = value + 1';

export const changeMark = sql<number>`(select change_mark.value from change_mark)`;
