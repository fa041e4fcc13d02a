/** What the hub sends of a message, so that the servers it is compared with send as much. */
export function sampleMessage(text: string) {
	return {
		id: '019a8d5e-3b6c-7f00-a111-222233334444',
		roomId: '019a8d5e-3b6c-7f00-a111-222233335555',
		number: 12_345,
		authorId: '019a8d5e-3b6c-7f00-a111-222233336666',
		author: 'Mia Messer 123',
		organisation: {
			id: '019a8d5e-3b6c-7f00-a111-222233337777',
			slug: 'messstelle',
			name: 'Messstelle',
			shortName: 'Messstelle',
		},
		clientId: '019a8d5e-3b6c-7f00-a111-222233338888',
		kind: 'message',
		threadId: null,
		threadNumber: null,
		quoted: null,
		html: `<p>${text}</p>`,
		paths: [],
		at: 1_795_000_000_000,
		isEdited: false,
		removed: null,
		isAnswer: false,
		isAnswered: false,
		replies: { count: 0, lastAt: null },
		reactions: [],
		options: [],
		files: [],
	};
}
