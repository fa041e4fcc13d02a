import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { sampleMessage } from './sample-message.ts';

// What socket.io costs by itself: nobody is asked who they are, and nothing is stored.
interface Sent {
	readonly input: { readonly roomId: string; readonly text: string };
}

const http = createServer();
const io = new Server(http, { path: '/realtime/', transports: ['websocket'], serveClient: false });
io.on('connection', (socket) => {
	socket.on('join', ({ key }: { key: string }, answer: (answer: object) => void) => {
		void socket.join(key);
		answer({ events: [], more: false });
	});
	socket.on('execute', ({ input: { roomId, text } }: Sent, answer: (answer: object) => void) => {
		io.to(roomId).emit('said', 'chat.room', roomId, 'chat.messageSent', sampleMessage(text), 1);
		answer({ output: { id: '', number: 1 } });
	});
});
http.listen(Number(process.env['PORT']), '127.0.0.1', () => console.info('ready'));
