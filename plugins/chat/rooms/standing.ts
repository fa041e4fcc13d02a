import { readersOf, sql, visiblePeople, type Actor, type PluginContext } from 'verbund';
import { personIdOf } from '../person-id.ts';

/** What a person may do in a room that they may read. */
export interface Standing {
	readonly isMuted: boolean;
	/** Between people: somebody in it is nobody whom the person may still write to. */
	readonly isParted: boolean;
	/** Looks after it: because of a role in its organisation, or because they made it. */
	readonly mayManage: boolean;
	readonly mayWrite: boolean;
	readonly mayMentionAll: boolean;
}

export interface StandingRow {
	readonly organisation_id: string | null;
	readonly archived_at: number | null;
	readonly locked: number;
	readonly manages: number | null;
	readonly muted: number;
	readonly parted: number;
}

/** What `toStanding` asks of a person and `chat_rooms`, beside the room's own columns. */
export function standingColumns(actor: Actor) {
	const personId = personIdOf(actor);
	return sql`(select manages from chat_members as own
			where own.room_id = chat_rooms.id and own.person_id = ${personId}) as manages,
		case when exists (select 1 from chat_mutes
			where chat_mutes.room_id = chat_rooms.id and chat_mutes.person_id = ${personId})
			then 1 else 0 end as muted,
		case when chat_rooms.kind = 'direct' and exists (select 1 from chat_members as chat_other
			where chat_other.room_id = chat_rooms.id and chat_other.person_id <> ${personId}
			and not ${knowEachOther(actor, 'chat_other.person_id')}) then 1 else 0 end as parted`;
}

/** True where either may see the other: whoever was written to may answer. */
function knowEachOther(actor: Actor, personId: string) {
	const other = sql.ref(personId);
	return sql<boolean>`(${visiblePeople(actor, personId)}
		or exists (select 1 from people as keeper where keeper.id = ${other} and keeper.network_admin = 1)
		or exists (select 1 from items as answered where answered.responsible_person_id = ${personIdOf(actor)}
			and ${readersOf(sql`answered.id`, personId)}))`;
}

export function toStanding(
	access: Pick<PluginContext['access'], 'can'>,
	actor: Actor,
	{ organisation_id: organisationId, archived_at: archivedAt, locked, manages, muted, parted }: StandingRow,
): Standing {
	const can = (permission: string) =>
		organisationId !== null && access.can(actor, permission, { organisationId });
	const hasMade = Number(manages) === 1;
	const isMuted = Number(muted) === 1;
	const isParted = Number(parted) === 1;
	const mayManage = hasMade || can('chat.moderate');
	return {
		isMuted,
		isParted,
		mayManage,
		mayWrite: archivedAt === null && !isMuted && !isParted && (locked !== 1 || mayManage),
		mayMentionAll: hasMade || can('chat.mentionAll'),
	};
}
