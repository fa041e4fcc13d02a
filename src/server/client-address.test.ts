import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createClientReader } from './client-address.ts';

const proxy = '10.0.0.1';
const clients = createClientReader(['10.0.0.0/8', '2001:db8::1']);

test.each([
	['what the client claims to be', '198.51.100.7, 203.0.113.9', '203.0.113.9'],
	['the port that the proxy has named', '198.51.100.7, 203.0.113.9:50123', '203.0.113.9'],
	['the port of an IPv6 address', '198.51.100.7, [2001:db8::9]:50123', '2001:db8::9'],
	['a proxy before the proxy', '198.51.100.7, 203.0.113.9, 10.0.0.2, 2001:db8::1', '203.0.113.9'],
	['what stands before an address that the proxy does not tell', '198.51.100.7, unknown', proxy],
	['what stands before rubbish behind a proxy', '198.51.100.7, rubbish, 10.0.0.2', proxy],
	['nothing', '', proxy],
])('%s does not count', (_, forwarded, address) => {
	const request = new IncomingMessage(socketOf(proxy));
	request.headers['x-forwarded-for'] = forwarded;

	expect(clients.address(request)).toBe(address);
});

test('nobody but a proxy says who is calling', () => {
	const request = new IncomingMessage(socketOf('203.0.113.66'));
	request.headers['x-forwarded-for'] = '198.51.100.7';

	expect(clients.address(request)).toBe('203.0.113.66');
});

function socketOf(remoteAddress: string): Socket {
	return Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress });
}
