const name = 'flush-editors';

/** Every visual editor of the page brings its text into the form. */
export function flushEditors(): void {
	document.dispatchEvent(new Event(name));
}

export function onFlush(listener: () => void, signal: AbortSignal): void {
	document.addEventListener(name, listener, { signal });
}
