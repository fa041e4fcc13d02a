import { createHash } from 'node:crypto';
import { createId, notFound, type Actor, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';
import { insertRoom } from './insert-room.ts';
import { requireVisible } from './visible-people.ts';

/** Conversations between people. */
export interface DirectRooms {
	/** Answers the conversation of these people, made if there is none. @throws VerbundError `request.notFound` */
	startDirect(reader: Reader, personIds: readonly string[]): Promise<string>;
}

export function createDirectRooms({
	people,
	storage,
}: Pick<PluginContext, 'people' | 'storage'>): DirectRooms {
	return {
		async startDirect(reader, personIds) {
			const { actor } = reader;
			const personId = personIdOf(actor);
			// Conversations are for those who belong somewhere here.
			if (organisationCount(actor) === 0) throw notFound();
			const others = [...new Set(personIds)].filter((id) => id !== personId);
			if (others.length === 0) throw notFound();
			await requireVisible(people, reader, others);
			const directKey = digestOf([personId, ...others]);
			return storage.transaction<ChatTables, string>(async (transaction) => {
				const known = await transaction
					.selectFrom('chat_rooms')
					.select('id')
					.where('direct_key', '=', directKey)
					.executeTakeFirst();
				const id = known?.id ?? createId();
				if (!known) {
					await insertRoom(transaction, { id, kind: 'direct', created_by: personId, direct_key: directKey });
					await transaction
						.insertInto('chat_audience')
						.values({ room_id: id, principal: 'network' })
						.execute();
				}
				// Who had left is let in again.
				await transaction
					.insertInto('chat_members')
					.values([personId, ...others].map((one) => ({ room_id: id, person_id: one, manages: 0 })))
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				return id;
			});
		},
	};
}

function organisationCount(actor: Actor): number {
	return actor.kind === 'person' ? actor.memberships.length : 0;
}

function digestOf(personIds: readonly string[]): string {
	return createHash('sha256')
		.update([...personIds].sort().join(' '))
		.digest('hex');
}
