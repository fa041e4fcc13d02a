import { germanTime, z, type FieldValues } from 'verbund';

export const importances = ['normal', 'important', 'urgent'] as const;

export type Importance = (typeof importances)[number];

export interface AnnouncementFields {
	readonly importance: Importance;
	/** The end of the last day on which it stands above the others; null for not at all. */
	readonly pinnedUntil: number | null;
	/** The end of the last day on which it is to be read; null for without end. */
	readonly visibleUntil: number | null;
}

const importance = z.enum(importances).catch('normal');

export function readImportance(stored: unknown): Importance {
	return importance.parse(stored);
}

const day = z.iso.date().optional().catch(undefined);

const schema = z.object({
	importance,
	pinnedUntil: day,
	visibleUntil: day,
});

export function readFields(fields: FieldValues): AnnouncementFields {
	const { importance, pinnedUntil, visibleUntil } = schema.parse(fields);
	return { importance, pinnedUntil: endOf(pinnedUntil), visibleUntil: endOf(visibleUntil) };
}

/** When the day is over on a German clock. */
function endOf(date: string | undefined): number | null {
	if (date === undefined) return null;
	const next = new Date(Date.parse(`${date}T12:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
	return germanTime(`${next}T00:00`);
}
