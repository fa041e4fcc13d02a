import { WebSocketServer, type WebSocket } from 'ws';
import { sampleMessage } from './sample-message.ts';

// What websockets cost by themselves: rooms are sets, and every message is sent to each line of its set.
const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: Number(process.env['PORT']), host: '127.0.0.1' });
server.on('listening', () => console.info('ready'));
server.on('connection', (line) => {
	line.on('message', (data: Buffer) => {
		const [id, event, { key, input }] = JSON.parse(data.toString()) as [
			number,
			string,
			{ key: string; input?: { roomId: string; text: string } },
		];
		if (event === 'join') rooms.set(key, (rooms.get(key) ?? new Set()).add(line));
		if (input) {
			const said = JSON.stringify([
				'said',
				'chat.room',
				input.roomId,
				'chat.messageSent',
				sampleMessage(input.text),
				1,
			]);
			for (const other of rooms.get(input.roomId) ?? []) other.send(said);
		}
		line.send(JSON.stringify([id]));
	});
	line.on('close', () => {
		for (const room of rooms.values()) room.delete(line);
	});
});
