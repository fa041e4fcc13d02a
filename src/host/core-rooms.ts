import type { RawBuilder, SqlBool } from 'kysely';
import type { Access } from '../access/permissions.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { WorkingCopies } from '../content/working-copies.ts';
import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Notifications } from '../notifications/notifications.ts';
import { ownRoom, type Realtime } from '../realtime/realtime.ts';

export interface CoreRoomParts {
	readonly access: Access;
	readonly content: ContentStore;
	readonly database: Database;
	readonly jobs: Jobs;
	readonly notifications: Notifications;
	readonly realtime: Realtime;
	readonly workingCopies: WorkingCopies;
}

/** What the core itself says, so that pages can show it without asking again and again. None of it is more than a hint. */
export function addCoreRooms(parts: CoreRoomParts): void {
	const { access, content, database, jobs, notifications, realtime, workingCopies } = parts;
	realtime.declare([ownRoom, 'core.item', 'core.editing', 'core.jobs'].map((id) => ({ id, pluginId: null })));
	realtime.register(ownRoom, {
		mayJoin: async ({ actor }, key) => actor.kind === 'person' && actor.personId === key,
	});
	realtime.register('core.item', {
		mayJoin: (reader, itemId) => holds(reader, itemId, visibleTo(reader.actor, 'items.id')),
	});
	realtime.register('core.editing', {
		mayJoin: (reader, itemId) => holds(reader, itemId, workingVisibleTo(reader.actor, 'items.id')),
	});
	realtime.register('core.jobs', { mayJoin: async ({ actor }) => access.can(actor, 'network.manage') });

	notifications.onDidTell((personIds) => realtime.tell(personIds, { event: 'core.notified', data: null }));
	content.onDidPublish(({ itemId, language, revision }) =>
		realtime.emit('core.item', itemId, { event: 'core.itemPublished', data: { language, revision } }),
	);
	content.onDidSave(({ itemId, language }) =>
		realtime.emit('core.editing', itemId, { event: 'core.itemSaved', data: { language } }),
	);
	workingCopies.onDidComeOrGo((itemId) =>
		realtime.emit('core.editing', itemId, { event: 'core.editorsChanged', data: null }),
	);
	jobs.onDidMove(({ personId }) => {
		const moved = { event: 'core.jobMoved', data: null };
		realtime.emit('core.jobs', '', moved);
		if (personId !== null) realtime.tell([personId], moved);
	});

	async function holds({ types }: Reader, itemId: string, condition: RawBuilder<SqlBool>): Promise<boolean> {
		const item = await database.query
			.selectFrom('items')
			.select('id')
			.where('id', '=', itemId)
			.where('type', 'in', [...types, ''])
			.where(condition)
			.executeTakeFirst();
		return item !== undefined;
	}
}
