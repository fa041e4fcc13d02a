import { createId } from '../../src/ids.ts';
import type { SeededItem } from '../harness/seed.ts';
import type { TestApp } from '../harness/test-app.ts';
import type { CommandRow } from './commands.ts';
import type { Objects } from './objects.ts';
import { belonging, writing, type Owner } from './rights.ts';

/** A room of an organisation that its administrator made and wrote in, and the conversation of an item of its members. */
export interface ChatObjects {
	readonly roomId: string;
	readonly updatedAt: number;
	/** By the administrator. */
	readonly messageId: string;
	readonly number: number;
	readonly pollId: string;
	readonly answerId: string;
	readonly fileId: string;
	/** The message that carries the file. */
	readonly fileMessageId: string;
	readonly reportId: string;
	readonly adminId: string;
}

export async function createChat(
	{ app, as, network }: TestApp,
	owner: Owner,
	own: SeededItem,
): Promise<ChatObjects> {
	const [admin, member] = owner === 'alpha' ? [as.admin, as.reader] : [as.foreignAdmin, as.foreignReader];
	const adminId = network.people[owner === 'alpha' ? 'admin' : 'foreignAdmin'];
	const clientId = () => crypto.randomUUID();
	const room = await admin.execute('chat.createRoom', {
		organisationId: network[owner],
		name: `raum-${owner}`,
	});
	const roomId = String(room['id']);
	const message = await admin.execute('chat.send', {
		roomId,
		clientId: clientId(),
		text: `Hinweis ${owner}`,
	});
	const poll = await admin.execute('chat.startPoll', {
		...{ roomId, clientId: clientId(), text: 'Wann?', options: ['Montag', 'Dienstag'] },
	});
	const question = await admin.execute('chat.ask', { itemId: own.id, clientId: clientId(), text: 'Wie?' });
	const answer = await admin.execute('chat.send', {
		...{ roomId: question['roomId'], threadId: question['id'], clientId: clientId(), text: 'So.' },
	});
	const report = await member.execute('chat.report', { messageId: message['id'] });
	const upload = await app.content.attachments.uploads.receive(adminId, 'Notiz.txt', bytes());
	const withFile = await admin.execute('chat.sendFile', { roomId, uploadId: upload.id });
	const chat = await app.host.use('chat');
	const { room: opened } = await chat.room((await admin.visit()).reader, roomId, {});
	return {
		roomId,
		updatedAt: opened.updatedAt,
		messageId: String(message['id']),
		number: Number(message['number']),
		pollId: String(poll['id']),
		answerId: String(answer['id']),
		fileId: upload.id,
		fileMessageId: String(withFile['id']),
		reportId: String(report['id']),
		adminId,
	};
}

export function missingChat(like: ChatObjects): ChatObjects {
	const [roomId, messageId, pollId, answerId] = [createId(), createId(), createId(), createId()];
	return {
		...like,
		roomId,
		messageId,
		pollId,
		answerId,
		fileId: createId(),
		fileMessageId: createId(),
		reportId: createId(),
		adminId: createId(),
	};
}

async function* bytes() {
	yield Buffer.from('Notiz');
}

const keeping: CommandRow['may'] = { roles: ['admin'] };
const ofRoom = ({ chat }: Objects) => ({ roomId: chat.roomId });
const ofMessage = ({ chat }: Objects) => ({ messageId: chat.messageId });
const withMember = ({ chat, memberId }: Objects) => ({ roomId: chat.roomId, personId: memberId });
const clientId = '0b4e2f3a-8f0e-4a57-9d2e-6f3d1c2b4a59';
const text = 'Guten Morgen';

export const chatCommands: Readonly<Record<string, CommandRow>> = {
	'chat.send': { may: belonging, input: (o) => ({ ...ofRoom(o), clientId, text }) },
	'chat.ask': {
		may: 'signedIn',
		onItem: 'own',
		ofReaders: true,
		input: ({ item }) => ({ itemId: item.id, clientId, text }),
	},
	'chat.edit': { may: keeping, input: (o) => ({ ...ofMessage(o), text }) },
	'chat.remove': { may: keeping, input: ofMessage },
	'chat.react': { may: belonging, input: (o) => ({ ...ofMessage(o), sign: 'check' }) },
	'chat.takeBackReaction': { may: belonging, input: (o) => ({ ...ofMessage(o), sign: 'check' }) },
	'chat.acceptAnswer': { may: writing, input: ({ chat }) => ({ messageId: chat.answerId }) },
	'chat.withdrawAnswer': { may: writing, input: ({ chat }) => ({ messageId: chat.answerId }) },
	'chat.takeOver': { may: writing, input: ({ chat }) => ({ messageId: chat.answerId }) },
	'chat.startPoll': {
		may: belonging,
		input: (o) => ({ ...ofRoom(o), clientId, text, options: ['Ja', 'Nein'] }),
	},
	'chat.vote': { may: belonging, input: ({ chat }) => ({ messageId: chat.pollId, option: 0 }) },
	'chat.markRead': { may: belonging, input: (o) => ({ ...ofRoom(o), number: 1 }) },
	'chat.remind': { may: belonging, input: (o) => ({ ...ofMessage(o), when: 'tomorrow' }) },
	'chat.describePictures': {
		may: keeping,
		input: ({ chat }) => ({
			messageId: chat.fileMessageId,
			files: [{ fileId: chat.fileId, alternative: text }],
		}),
	},
	'chat.sendFile': {
		may: belonging,
		status: 404,
		input: (o) => ({ ...ofRoom(o), uploadId: 'gibt-es-nicht' }),
	},
	'chat.createRoom': { may: writing, input: ({ organisationId }) => ({ organisationId, name: 'neu' }) },
	'chat.changeRoom': {
		may: keeping,
		input: (o) => ({ ...ofRoom(o), name: 'neu', retentionDays: 30, expectedUpdatedAt: o.chat.updatedAt }),
	},
	'chat.archiveRoom': { may: keeping, input: ofRoom },
	'chat.reopenRoom': { may: keeping, input: ofRoom },
	'chat.lockRoom': { may: keeping, input: ofRoom },
	'chat.unlockRoom': { may: keeping, input: ofRoom },
	'chat.invite': { may: keeping, input: withMember },
	'chat.removeMember': { may: keeping, input: withMember },
	'chat.leave': { may: belonging, input: ofRoom },
	'chat.startDirect': {
		may: belonging,
		input: ({ chat, memberId }) => ({ personIds: [chat.adminId, memberId] }),
	},
	'chat.pin': { may: belonging, input: ofRoom },
	'chat.unpin': { may: belonging, input: ofRoom },
	'chat.mute': { may: keeping, input: withMember },
	'chat.unmute': { may: keeping, input: withMember },
	'chat.report': { may: belonging, input: ofMessage },
	'chat.hide': { may: keeping, input: ofMessage },
	'chat.decideReport': { may: keeping, input: ({ chat }) => ({ reportId: chat.reportId, decision: 'hide' }) },
};
