/** What stands in a pattern for the number of a document. */
const placeholder = '{number}';

/**
 * What is wrong with the address pattern of a system, as the kind of a field error; null for a good one. The number may
 * stand anywhere but in the name of the server, so that no number leads to another one.
 */
export function patternFault(pattern: string): 'noNumber' | 'invalid' | null {
	if (pattern.split(placeholder).length !== 2) return 'noNumber';
	const [one, other] = ['1', 'x.y'].map((number) => parse(pattern.replace(placeholder, number)));
	const isGood =
		one !== undefined &&
		one !== null &&
		/^https?:$/.test(one.protocol) &&
		one.origin === other?.origin &&
		one.username === '' &&
		one.password === '';
	return isGood ? null : 'invalid';
}

/** Address of a document in a system; whatever the number holds, it stays one part of the address. */
export function addressIn(pattern: string, number: string): string {
	return pattern.replace(placeholder, () =>
		encodeURIComponent(number.toWellFormed().trim()).replace(/^\.+$/, '%2E'),
	);
}

function parse(address: string): URL | null {
	return URL.canParse(address) ? new URL(address) : null;
}
