import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Carries the checked address to our own pages; set for every request, so that no client can. */
export const clientAddressHeader = 'x-verbund-client';

/** Tells who is really calling: forwarded headers count only where a configured proxy wrote them. */
export interface ClientReader {
	address(request: IncomingMessage): string;
	/** The scheme the client used, as far as it is vouched for. */
	isSecure(request: IncomingMessage): boolean;
}

/** @param trustedProxies addresses or networks such as `10.0.0.0/8` */
export function createClientReader(trustedProxies: readonly string[]): ClientReader {
	const trusted = new BlockList();
	for (const entry of trustedProxies) {
		const [address = '', bits] = entry.split('/');
		const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
		if (isIP(address) === 0) continue;
		if (bits === undefined) trusted.addAddress(address, family);
		else trusted.addSubnet(address, Number(bits), family);
	}
	const isTrusted = (address: string) =>
		isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
	const peerOf = (request: IncomingMessage) => (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');

	return {
		address(request) {
			const peer = peerOf(request);
			if (!isTrusted(peer)) return peer;
			const hops = String(request.headers['x-forwarded-for'] ?? '')
				.split(',')
				.map((hop) => withoutPort(hop.trim()));
			// From the right: the first hop that is no trusted proxy is the client, and nobody vouches for what stands before.
			const client = hops.findLast((hop) => !isTrusted(hop)) ?? peer;
			return isIP(client) === 0 ? peer : client;
		},
		isSecure: (request) => isTrusted(peerOf(request)) && request.headers['x-forwarded-proto'] === 'https',
	};
}

/** `203.0.113.9:50123`, `[2001:db8::9]:50123`: some proxies name the port too. */
function withoutPort(hop: string): string {
	const [, ipv4, ipv6] = /^(?:(\d+(?:\.\d+){3})|\[([\da-f:.]+)\])(?::\d+)?$/i.exec(hop) ?? [];
	return ipv4 ?? ipv6 ?? hop;
}
