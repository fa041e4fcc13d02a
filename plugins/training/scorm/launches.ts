import { createId, z, type PluginContext } from 'verbund';

/** One sitting of one person at one part of a package: what its addresses are good for. */
export interface Launch {
	readonly id: string;
	readonly personId: string;
	readonly fileId: string;
	readonly itemId: string;
	readonly partId: string;
	/** Null where somebody only looks: nothing is kept then. */
	readonly lesson: { readonly courseId: string; readonly lessonId: string; readonly round: number } | null;
	readonly endsAt: number;
}

export interface Launches {
	begin(launch: Omit<Launch, 'id' | 'endsAt'>): { readonly launch: Launch; readonly token: string };
	/** Null for what was not signed here, and for what is too old. */
	read(token: string): Launch | null;
}

/** Somebody may leave a long course open over a day's work; a leaked address is worth nothing tomorrow. */
const lasts = 10 * 60 * 60 * 1000;

/** The addresses open the files without a cookie, because a frame of opaque origin sends none. */
export function createLaunches({ signatures }: Pick<PluginContext, 'signatures'>): Launches {
	return {
		begin(given) {
			const launch = { ...given, id: createId(), endsAt: Date.now() + lasts };
			const value = Buffer.from(JSON.stringify(launch)).toString('base64url');
			return { launch, token: signatures.sign(value) };
		},
		read(token) {
			const value = signatures.verify(token);
			if (value === null) return null;
			const launch = launchSchema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
			return launch.endsAt > Date.now() ? launch : null;
		},
	};
}

const launchSchema = z.object({
	id: z.string(),
	personId: z.string(),
	fileId: z.string(),
	itemId: z.string(),
	partId: z.string(),
	lesson: z.object({ courseId: z.string(), lessonId: z.string(), round: z.number() }).nullable(),
	endsAt: z.number(),
}) satisfies z.ZodType<Launch>;
