/** True for the key that sends what stands in a field; on glass that is the button beside it. */
export function isSending({ key, shiftKey, altKey, isComposing }: KeyboardEvent): boolean {
	return key === 'Enter' && !shiftKey && !altKey && !isComposing && !matchMedia('(pointer: coarse)').matches;
}
