/** Which letters a word has, one bit each: two words that differ in many letters need not be compared. */
export function letterSignature(word: string): number {
	let signature = 0;
	for (let index = 0; index < word.length; index++) signature |= 1 << (word.charCodeAt(index) & 31);
	return signature;
}

export function lettersApart(a: number, b: number): number {
	let different = (a ^ b) >>> 0;
	different -= (different >>> 1) & 0x55555555;
	different = (different & 0x33333333) + ((different >>> 2) & 0x33333333);
	return (Math.imul((different + (different >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24) & 0xff;
}
