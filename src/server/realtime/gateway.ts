import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { App } from '../../app.ts';
import type { Config } from '../../config.ts';
import { VerbundError, errorStatus, isVerbundError } from '../../errors.ts';
import type { Disposable } from '../../events.ts';
import { ownRoom } from '../../realtime/realtime.ts';
import { createClientReader } from '../client-address.ts';
import { createCookies, type Cookies } from '../cookies.ts';
import { guardUpgrade } from '../request-guard.ts';
import { attend, type Attendance } from './attendance.ts';
import { createAttendees } from './attendees.ts';
import { channelOf } from './channel.ts';
import { socketLimits } from './limits.ts';
import { startRounds } from './rounds.ts';
import { openSockets, socketPath, type Sockets } from './sockets.ts';
import { createVisit, type Visit } from './visit.ts';

export interface Gateway {
	/** Ends all sockets; their clients come back when the hub is there again. */
	close(): Promise<void>;
}

/** Opens the hub's sockets at its HTTP server: who is signed in and comes from a page of this hub is let in. */
export function openGateway(server: Server, config: Config, state: { readonly app: App | null }): Gateway {
	const clients = createClientReader(config.trustedProxies);
	const { sockets, open } = openSockets();
	const admitted = new WeakMap<IncomingMessage, Attendance>();
	const attendees = createAttendees();
	const visits = new Set<Visit>();
	let cookies: Cookies | undefined;
	let running: { readonly app: App; readonly parts: readonly Disposable[] } | undefined;

	server.on('upgrade', (request, stream, head) => {
		stream.on('error', () => stream.destroy());
		admit(request).then(
			() => open(request, stream, head),
			(error: unknown) => refuse(stream, error),
		);
	});
	sockets.on('connection', (socket) => {
		const attendance = admitted.get(socket.request);
		// Once for each line: a client may greet as often as it likes, and each time would be a socket.
		admitted.delete(socket.request);
		if (!attendance || !running) {
			socket.disconnect(true);
			return;
		}
		const commands = attendees.budgetOf(attendance.personId);
		const visit = createVisit({ app: running.app, socket, attendance, commands });
		visits.add(visit);
		socket.on('disconnect', () => visits.delete(visit));
	});

	return {
		async close() {
			for (const part of running?.parts ?? []) part.dispose();
			await sockets.close();
		},
	};

	async function admit(request: IncomingMessage): Promise<void> {
		guardUpgrade(request, config);
		const { app } = state;
		if (!app) throw new VerbundError('server.starting', { retryAfter: 2 });
		running ??= { app, parts: [deliver(app, sockets), startRounds(app, { visits, attendees })] };
		cookies ??= createCookies(config, app.signingKey);
		if (sockets.engine.clientsCount >= socketLimits.sockets) throw new VerbundError('request.tooMany');
		const attendance = await attend({ app, cookies, clients }, request);
		attendees.arrive(attendance.personId, request.socket);
		admitted.set(request, attendance);
	}
}

/** What is said in a room goes to all who are in it; it is put into words for the wire once. */
function deliver(app: App, sockets: Sockets): Disposable {
	return app.realtime.onDidSay(({ room, key, event: { event, data, number } }) => {
		const said = sockets.to(channelOf(room, key));
		// Whose own room it is goes without saying.
		const name = room === ownRoom ? '' : key;
		if (number === undefined) said.emit('said', room, name, event, data);
		else said.emit('said', room, name, event, data, number);
	});
}

function refuse(stream: Duplex, error: unknown): void {
	if (!isVerbundError(error)) console.error(error);
	const status = isVerbundError(error) ? errorStatus(error.code) : 500;
	stream.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
		() => stream.destroy(),
	);
}

/** Everything else that asks for another protocol is answered as if it had not asked. */
export function isForGateway({ url, headers }: IncomingMessage): boolean {
	return headers.upgrade?.toLowerCase() === 'websocket' && url?.split('?')[0] === socketPath;
}
