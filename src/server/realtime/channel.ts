/** Name of a room among socket.io's own; ids of rooms hold no blanks. */
export function channelOf(room: string, key: string): string {
	return `${room} ${key}`;
}
