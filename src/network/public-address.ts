import { lookup as resolve, type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** The hub would have to reach into its own network, and was not told to. */
export class AddressRefused extends Error {}

/** Names of servers that may be asked though they stand in the own network, `dms.intern` or `dms.intern:8080`. */
export type AllowedHosts = ReadonlySet<string>;

export function readAllowedHosts(setting: string): AllowedHosts {
	return new Set(
		setting
			.toLowerCase()
			.split(/[\s,;]+/)
			.filter((host) => host !== ''),
	);
}

/** @throws AddressRefused for what is no address of the open web */
export function requirePublic(url: URL, allowed: AllowedHosts): void {
	if (isAllowed(url, allowed)) return;
	const literal = url.hostname.replace(/^\[|\]$/g, '');
	const isUsual = url.port === '' || url.port === '80' || url.port === '443';
	const isPlain = url.username === '' && url.password === '' && /^https?:$/.test(url.protocol);
	if (!isUsual || !isPlain || (isIP(literal) !== 0 && isPrivate(literal))) throw new AddressRefused();
}

/**
 * A name is resolved once, for the connection that asks; a name with one address in the own network is refused as a
 * whole.
 */
export function publicLookup(url: URL, allowed: AllowedHosts): LookupFunction {
	return (hostname, options, callback) => {
		resolve(hostname, { ...options, all: true }, (error, addresses?: LookupAddress[]) => {
			const [first, ...others] = addresses ?? [];
			if (error || !first) return callback(error ?? new Error('no address'), '', 0);
			if (!isAllowed(url, allowed) && [first, ...others].some(({ address }) => isPrivate(address))) {
				return callback(new AddressRefused(), '', 0);
			}
			return options.all === true
				? callback(null, [first, ...others])
				: callback(null, first.address, first.family);
		});
	};
}

function isAllowed({ hostname, host }: URL, allowed: AllowedHosts): boolean {
	return allowed.has(host) || allowed.has(hostname);
}

/** IANA's registries of special addresses, what is not globally reachable. */
const privateRanges = new BlockList();
for (const [network, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
] as const)
	privateRanges.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
	['::', 96],
	['64:ff9b::', 96],
	['64:ff9b:1::', 48],
	['100::', 64],
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
	['fc00::', 7],
	['fe80::', 10],
	['fec0::', 10],
	['ff00::', 8],
] as const)
	privateRanges.addSubnet(network, prefix, 'ipv6');

export function isPrivate(address: string): boolean {
	// An IPv4 address in the clothes of an IPv6 one.
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	if (mapped !== undefined) return privateRanges.check(mapped, 'ipv4');
	if (isIPv6(address) && /^::ffff:/i.test(address)) return true;
	return privateRanges.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
