/** What one client may cost. A browser with several tabs, or a chat in a hurry, stays far below. */
export const socketLimits = {
	/** Bytes of one message. */
	messageBytes: 100_000,
	/** What comes in over one socket, whatever it is; more ends it. A message counts once, and again for every 4 kB. */
	packets: { perSecond: 100, most: 400 },
	/** Commands of one person over all their sockets; more is refused. */
	commands: { perSecond: 10, most: 60 },
	/** Commands of one socket that wait for their turn. */
	waiting: 100,
	rooms: 200,
	/** As many windows as somebody may have open over a week. */
	socketsOfPerson: 60,
	sockets: 20_000,
	/** What a client has not read yet; more ends it. */
	unread: { packets: 1000, bytes: 4_000_000 },
} as const;
