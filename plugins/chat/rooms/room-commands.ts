import { defineCommand, z, type PluginContext } from 'verbund';
import { id, unwatched } from '../messages/message-commands.ts';
import type { DirectRooms } from './direct-rooms.ts';
import type { Members } from './members.ts';
import type { RoomChanges } from './room-changes.ts';
import { mostPartners } from './most-partners.ts';

const name = z.string().trim().min(1).max(80);
const description = z.string().trim().max(300).default('');
const days = z.int().min(0).max(3650);
const principal = z.string().regex(/^(?:own|network|(?:organisation|group):[\w-]{1,64})$/);

interface Parts {
	readonly changes: RoomChanges;
	readonly members: Members;
	readonly direct: DirectRooms;
}

/** Making rooms and looking after them. What is audited names the room, and nobody's words. */
export function createRoomCommands(
	{ access }: Pick<PluginContext, 'access'>,
	{ changes, members, direct }: Parts,
) {
	const ofRoom = { roomId: id };
	const room = (roomId: string, organisationId: string | null) => ({
		objects: { room: roomId },
		...(organisationId === null ? {} : { organisationId }),
	});
	return {
		createRoom: defineCommand({
			input: z.strictObject({
				organisationId: id,
				name,
				description,
				access: z.enum(['open', 'invited']).default('open'),
				audience: z.array(principal).min(1).max(50).default(['own']),
				retentionDays: days.optional(),
			}),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async run({ actor, reader }, input) {
				const { organisationId, audience } = input;
				const isShared = audience.some((one) => one !== 'own' && one !== `organisation:${organisationId}`);
				if (isShared) access.require(actor, 'chat.openToPartners', { organisationId });
				return { id: await changes.create(reader, input) };
			},
			audit: ({ organisationId }, { id: roomId }) => room(roomId, organisationId),
		}),
		changeRoom: defineCommand({
			input: z.strictObject({
				...ofRoom,
				name,
				description,
				retentionDays: days,
				expectedUpdatedAt: z.int(),
			}),
			run: ({ reader }, input) => changes.change(reader, input),
			audit: ({ roomId }, { organisationId }) => room(roomId, organisationId),
		}),
		archiveRoom: defineCommand({
			input: z.strictObject(ofRoom),
			run: ({ reader }, { roomId }) => changes.setArchived(reader, roomId, true),
			audit: ({ roomId }, { organisationId }) => room(roomId, organisationId),
		}),
		reopenRoom: defineCommand({
			input: z.strictObject(ofRoom),
			run: ({ reader }, { roomId }) => changes.setArchived(reader, roomId, false),
			audit: ({ roomId }, { organisationId }) => room(roomId, organisationId),
		}),
		lockRoom: defineCommand({
			input: z.strictObject(ofRoom),
			run: ({ reader }, { roomId }) => changes.setLocked(reader, roomId, true),
			audit: ({ roomId }, { organisationId }) => room(roomId, organisationId),
		}),
		unlockRoom: defineCommand({
			input: z.strictObject(ofRoom),
			run: ({ reader }, { roomId }) => changes.setLocked(reader, roomId, false),
			audit: ({ roomId }, { organisationId }) => room(roomId, organisationId),
		}),
		invite: defineCommand({
			input: z.strictObject({ ...ofRoom, personId: id }),
			run: ({ reader }, { roomId, personId }) => members.invite(reader, roomId, personId),
			audit: ({ roomId, personId }, { organisationId }) => ({
				...room(roomId, organisationId),
				objects: { room: roomId, person: personId },
			}),
		}),
		removeMember: defineCommand({
			input: z.strictObject({ ...ofRoom, personId: id }),
			run: ({ reader }, { roomId, personId }) => members.removeMember(reader, roomId, personId),
			audit: ({ roomId, personId }, { organisationId }) => ({
				...room(roomId, organisationId),
				objects: { room: roomId, person: personId },
			}),
		}),
		leave: defineCommand({
			input: z.strictObject(ofRoom),
			run: ({ reader }, { roomId }) => members.leave(reader, roomId),
			audit: false,
		}),
		/** Whoever writes to the same people finds the same conversation. */
		startDirect: defineCommand({
			input: z.strictObject({ personIds: z.array(id).min(1).max(mostPartners) }),
			async run({ reader }, { personIds }) {
				return { id: await direct.startDirect(reader, personIds) };
			},
			audit: false,
		}),
		pin: defineCommand({
			input: z.strictObject(ofRoom),
			run: ({ reader }, { roomId }) => changes.setPinned(reader, roomId, true),
			...unwatched,
		}),
		unpin: defineCommand({
			input: z.strictObject(ofRoom),
			run: ({ reader }, { roomId }) => changes.setPinned(reader, roomId, false),
			...unwatched,
		}),
		mute: defineCommand({
			input: z.strictObject({ ...ofRoom, personId: id }),
			run: ({ reader }, { roomId, personId }) => members.setMuted(reader, roomId, personId, true),
			audit: ({ roomId, personId }, { organisationId }) => ({
				...room(roomId, organisationId),
				objects: { room: roomId, person: personId },
			}),
		}),
		unmute: defineCommand({
			input: z.strictObject({ ...ofRoom, personId: id }),
			run: ({ reader }, { roomId, personId }) => members.setMuted(reader, roomId, personId, false),
			audit: ({ roomId, personId }, { organisationId }) => ({
				...room(roomId, organisationId),
				objects: { room: roomId, person: personId },
			}),
		}),
	};
}
