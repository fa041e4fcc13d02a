import { definePlugin } from 'verbund';
import { createChat, type Chat } from './chat.ts';
import { createDescribe } from './files/descriptions.ts';
import { createFileCommands } from './files/file-commands.ts';
import { createFiles } from './files/files.ts';
import { createAnswers } from './messages/answers.ts';
import { createChanges } from './messages/changes.ts';
import { createCompose } from './messages/compose.ts';
import { createFoundMessages, saidIn, type FoundMessages } from './messages/found-messages.ts';
import { createMessageCommands } from './messages/message-commands.ts';
import { createIndexJob, createMessageIndex, mayFindMessage, messageHit } from './messages/message-index.ts';
import { createRoomLog, socketRoom } from './messages/room-log.ts';
import { createSend } from './messages/send.ts';
import { createTakeOver } from './messages/take-over.ts';
import { createReadableTellings, createTelling, notificationKinds } from './messages/telling.ts';
import { createModerationCommands, createReports } from './moderation.ts';
import { createPersonalData } from './personal-data.ts';
import { createReminders } from './reminders.ts';
import { createReportTasks } from './report-tasks.ts';
import { createRetention } from './retention.ts';
import { createDirectRooms } from './rooms/direct-rooms.ts';
import { createHomeSource } from './rooms/home-source.ts';
import { createFindMentionable, type FindMentionable } from './rooms/mentionable.ts';
import { createItemRooms } from './rooms/item-rooms.ts';
import { createMembers } from './rooms/members.ts';
import { createRoomChanges } from './rooms/room-changes.ts';
import { createRoomCommands } from './rooms/room-commands.ts';
import { createRoomFinder } from './rooms/room-finder.ts';
import { createRoomPeople } from './rooms/room-people.ts';
import { createRoomsView } from './rooms/rooms-views.ts';
import { createRooms } from './rooms/rooms.ts';

export default definePlugin({
	activate(context) {
		const rooms = createRooms(context);
		const itemRooms = createItemRooms(context);
		const log = createRoomLog(context);
		const index = createMessageIndex(context);
		const compose = createCompose(context);
		const files = createFiles(context);
		const send = createSend(context, { files, log, telling: createTelling(context) });
		const changes = createChanges(context, { rooms, log, index });
		const answers = createAnswers(context, { changes, log });
		const reminders = createReminders(context, changes);

		context.realtime.registerRoom(socketRoom, {
			mayJoin: ({ actor }, roomId) => rooms.mayRead(actor, roomId),
			after: (_reader, roomId, number, limit) => log.after(roomId, number, limit),
		});

		const saying = createMessageCommands(context, {
			compose,
			send,
			changes,
			answers,
			itemRooms,
			files,
			index,
		});
		context.commands.register('chat.send', saying.send);
		context.commands.register('chat.ask', saying.ask);
		context.commands.register('chat.edit', saying.edit);
		context.commands.register('chat.remove', saying.remove);
		context.commands.register('chat.react', saying.react);
		context.commands.register('chat.takeBackReaction', saying.takeBackReaction);
		context.commands.register('chat.acceptAnswer', saying.acceptAnswer);
		context.commands.register('chat.withdrawAnswer', saying.withdrawAnswer);
		context.commands.register('chat.startPoll', saying.startPoll);
		context.commands.register('chat.vote', saying.vote);
		context.commands.register('chat.markRead', saying.markRead);
		context.commands.register('chat.remind', reminders.remind);
		context.commands.register('chat.takeOver', createTakeOver(context, changes));
		const describe = createDescribe(changes);
		const sending = createFileCommands({ compose, send, files, describe, index });
		context.commands.register('chat.sendFile', sending.sendFile);
		context.commands.register('chat.describePictures', sending.describePictures);

		const keeping = createRoomCommands(context, {
			changes: createRoomChanges(context, rooms),
			members: createMembers(context, rooms),
			direct: createDirectRooms(context),
		});
		context.commands.register('chat.createRoom', keeping.createRoom);
		context.commands.register('chat.changeRoom', keeping.changeRoom);
		context.commands.register('chat.archiveRoom', keeping.archiveRoom);
		context.commands.register('chat.reopenRoom', keeping.reopenRoom);
		context.commands.register('chat.lockRoom', keeping.lockRoom);
		context.commands.register('chat.unlockRoom', keeping.unlockRoom);
		context.commands.register('chat.invite', keeping.invite);
		context.commands.register('chat.removeMember', keeping.removeMember);
		context.commands.register('chat.leave', keeping.leave);
		context.commands.register('chat.startDirect', keeping.startDirect);
		context.commands.register('chat.pin', keeping.pin);
		context.commands.register('chat.unpin', keeping.unpin);
		context.commands.register('chat.mute', keeping.mute);
		context.commands.register('chat.unmute', keeping.unmute);

		const moderating = createModerationCommands(context, changes);
		context.commands.register('chat.report', moderating.report);
		context.commands.register('chat.hide', moderating.hide);
		context.commands.register('chat.decideReport', moderating.decideReport);

		context.views.registerTreeDataProvider('chat.rooms', createRoomsView(rooms, 'room'));
		context.views.registerTreeDataProvider('chat.items', createRoomsView(rooms, 'item'));
		context.views.registerTreeDataProvider('chat.direct', createRoomsView(rooms, 'direct'));
		context.quickAccess.register('chat.rooms', createRoomFinder(rooms));
		context.widgets.register('chat.home', createHomeSource());
		context.tasks.register('chat.reports', createReportTasks(context));
		for (const kind of notificationKinds) {
			context.notifications.register(kind, createReadableTellings(rooms));
		}
		context.search.register(messageHit, mayFindMessage);
		context.jobs.register('chat.index', createIndexJob(index));
		context.jobs.register('chat.forget', createRetention(context, index));
		context.jobs.register('chat.remind', reminders.job);
		context.personalData.register('chat.messages', createPersonalData(context, index));

		const people = createRoomPeople(context, rooms);
		const reports = createReports(context);
		return {
			...createChat(context, { rooms, answers, itemRooms, people, reports }),
			found: createFoundMessages(context),
			saidIn,
			mentionable: createFindMentionable(context, rooms),
			file: files.open,
		};
	},
});

declare module 'verbund' {
	interface PluginExports {
		chat: Chat & {
			readonly file: ReturnType<typeof createFiles>['open'];
			readonly found: FoundMessages;
			readonly saidIn: typeof saidIn;
			readonly mentionable: FindMentionable;
		};
	}
}
