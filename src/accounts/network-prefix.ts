/** /24 of IPv4, /56 of IPv6: what one subscriber usually holds. */
export function networkPrefix(address: string): string {
	const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
	if (ipv4 !== undefined) return ipv4;
	const [head = ''] = address.split('%');
	const groups = expandIpv6(head);
	return [...groups.slice(0, 3), groups[3]?.slice(0, 2) ?? ''].join(':');
}

function expandIpv6(address: string): string[] {
	const [start = '', end] = address.split('::');
	const before = start === '' ? [] : start.split(':');
	const after = end === undefined || end === '' ? [] : end.split(':');
	const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
	return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0'));
}
