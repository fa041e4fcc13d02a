import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createHttpServer } from '../../src/server/http-server.ts';
import { listen } from '../../src/server/listen.ts';
import { openGateway } from '../../src/server/realtime/gateway.ts';
import { openRawSocket } from '../harness/raw-socket.ts';
import { openSocket } from '../harness/socket.ts';
import { createTestApp } from '../harness/test-app.ts';

test('a hub that is asked to end lets go of its sockets, and nobody is let in before it has begun', async () => {
	const { app, network } = await createTestApp({ plugins: ['procedures'] });
	const state: { app: typeof app | null; pages: null; clientFolder: null } = {
		app: null,
		pages: null,
		clientFolder: null,
	};
	const server = createHttpServer(app.config, state);
	const gateway = openGateway(server, app.config, state);
	await listen(server, app.config);
	const { port } = server.address() as AddressInfo;
	const url = `http://localhost:${port}`;
	const token = await app.accounts.sessions.start(network.people.reader, 'Test', null);
	const headers = { cookie: `verbund=${token}`, origin: url };

	expect(await openRawSocket({ port }, headers)).toBe(503);
	state.app = app;
	const { ended, socket } = await openSocket({ url }, headers);
	const closed = new Promise((resolve) => server.close(resolve));
	await gateway.close();

	// As if the line had broken: its clients come back by themselves.
	expect(await ended).toBe('transport close');
	expect(socket.active).toBe(true);
	await closed;
});
