import { sql, type Actor, type PluginContext } from 'verbund';

/** What a person may do in a room that they may read. */
export interface Standing {
	readonly isMuted: boolean;
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
}

/** What `toStanding` asks of a person and `chat_rooms`, beside the room's own columns. */
export function standingColumns(personId: string) {
	return sql`(select manages from chat_members as own
			where own.room_id = chat_rooms.id and own.person_id = ${personId}) as manages,
		case when exists (select 1 from chat_mutes
			where chat_mutes.room_id = chat_rooms.id and chat_mutes.person_id = ${personId})
			then 1 else 0 end as muted`;
}

export function toStanding(
	access: Pick<PluginContext['access'], 'can'>,
	actor: Actor,
	{ organisation_id: organisationId, archived_at: archivedAt, locked, manages, muted }: StandingRow,
): Standing {
	const can = (permission: string) =>
		organisationId !== null && access.can(actor, permission, { organisationId });
	const hasMade = Number(manages) === 1;
	const isMuted = Number(muted) === 1;
	const mayManage = hasMade || can('chat.moderate');
	return {
		isMuted,
		mayManage,
		mayWrite: archivedAt === null && !isMuted && (locked !== 1 || mayManage),
		mayMentionAll: hasMade || can('chat.mentionAll'),
	};
}
