import { notFound, type PluginContext, type ReadItem, type Reader } from 'verbund';
import type { Progress } from '../taking/progress.ts';
import type { Launch, Launches } from './launches.ts';
import type { PackageItem } from './manifest.ts';
import { resumes, type PackageResults, type PartState } from './package-results.ts';
import type { PartStatus } from './package-tables.ts';
import type { CoursePackage, Packages } from './packages.ts';
import { valuesAtBeginning } from './run-time-data.ts';
import type { RunTimeStart } from './run-time.ts';

/** A line of the table of contents for one learner. */
export interface PlayedPart extends Pick<PackageItem, 'id' | 'title' | 'level'> {
	readonly isPlayable: boolean;
	readonly status: PartStatus | null;
	readonly score: number | null;
}

/** A package ready to be played, one part at a time. */
export interface PlayedPackage {
	readonly parts: readonly PlayedPart[];
	readonly current: PlayedPart;
	readonly next: PlayedPart | null;
	/** What the frame shows; absolute under the second host name. */
	readonly url: string;
	/** With which its messages come. */
	readonly origin: string;
	readonly launchId: string;
	/** Names the sitting to the hub. */
	readonly token: string;
	/** Whether results are kept. */
	readonly counts: boolean;
	/** Whether the part says by itself how it went. */
	readonly speaks: boolean;
}

export interface PackagePlaying {
	/** The package of an item as its reader gets it; null where it has none, and for one of another item. */
	packageOf(item: Pick<ReadItem, 'id' | 'fields'>): Promise<CoursePackage | null>;
	/** Begins a sitting: at the wished part, else where the learner was, else at the first that is not done. */
	begin(reader: Reader, wish: PlayWish): Promise<PlayedPackage>;
	/** What the run-time finds; null where the sitting is over. */
	startOf(launch: Launch): Promise<Omit<RunTimeStart, 'hubOrigin'> | null>;
}

export interface PlayWish {
	readonly itemId: string;
	readonly package: CoursePackage;
	readonly partId: string | null;
	/** Null for having a look at it. */
	readonly lesson: { readonly courseId: string; readonly lessonId: string } | null;
}

export interface PlayingParts {
	readonly packages: Packages;
	readonly results: PackageResults;
	readonly launches: Launches;
	readonly progress: Progress;
}

export function createPlaying(
	{ installation: { contentUrl }, people, settings }: PluginContext,
	{ packages, results, launches, progress }: PlayingParts,
): PackagePlaying {
	return {
		async packageOf({ id, fields }) {
			const { file } = fields;
			const found = typeof file === 'string' ? await packages.find(file) : null;
			return found?.itemId === id ? found : null;
		},
		async begin(reader, { itemId, package: played, partId, lesson: wished }) {
			const { actor } = reader;
			if (actor.kind !== 'person' || played.state !== 'ready') throw notFound();
			const place = wished && (await progress.requireOpen(reader, wished.courseId, wished.lessonId));
			if (place && place.itemId !== itemId) throw notFound();
			const lesson = wished && place ? { ...wished, round: place.round } : null;
			const states = lesson ? await results.list(actor.personId, lesson) : [];
			const parts = played.manifest.items.map((item) => toPart(item, states));
			const playable = parts.filter(({ isPlayable }) => isPlayable);
			const current =
				playable.find(({ id }) => id === partId) ?? playable.find((part) => !isDone(part)) ?? playable[0];
			const item = played.manifest.items.find(({ id }) => id === current?.id);
			if (!current || !item?.launch) throw notFound();
			const { launch, token } = launches.begin({
				personId: actor.personId,
				fileId: played.fileId,
				itemId,
				partId: item.id,
				lesson,
			});
			return {
				parts,
				current,
				next: playable[playable.indexOf(current) + 1] ?? null,
				url: `${contentUrl?.origin ?? ''}/training/play/${token}/${encodeLaunch(item.launch)}`,
				origin: contentUrl?.origin ?? 'null',
				launchId: launch.id,
				token,
				counts: lesson !== null,
				speaks: item.speaks,
			};
		},
		async startOf({ id, personId, fileId, partId, lesson }) {
			const found = await packages.find(fileId);
			const part = found?.manifest.items.find((one) => one.id === partId);
			if (found?.state !== 'ready' || !part) return null;
			const { version } = found.manifest;
			const states = lesson ? await results.list(personId, lesson) : [];
			const state = states.find((one) => one.partId === partId);
			// A page that follows another within the same sitting goes on with its values.
			const goesOn =
				state && (state.launchId === id ? state.fileId === fileId : resumes(version, state, fileId));
			const names = await settings.get('training.namesInPackages', { organisationId: null, personId: null });
			return {
				version,
				launchId: id,
				values: valuesAtBeginning({
					version,
					part,
					learnerId: personId,
					learnerName: names === true ? ((await people.names([personId])).get(personId) ?? '') : '',
					kept: goesOn ? state.values : null,
					suspended: state?.values[version === '1.2' ? 'cmi.core.exit' : 'cmi.exit'] === 'suspend',
					seconds: state?.seconds ?? 0,
				}),
			};
		},
	};
}

function toPart({ id, title, level, launch }: PackageItem, states: readonly PartState[]): PlayedPart {
	const state = states.find(({ partId }) => partId === id);
	return {
		id,
		title,
		level,
		isPlayable: launch !== null,
		status: state?.status ?? null,
		score: state?.score ?? null,
	};
}

export function isDone({ status }: { readonly status: PartStatus | null }): boolean {
	return status === 'completed' || status === 'passed';
}

/** The path as an address; query and mark stay what they are. */
function encodeLaunch(launch: string): string {
	const [path = '', rest = ''] = launch.split(/(?=[?#])(.*)/s);
	return path.split('/').map(encodeStep).join('/') + rest;
}

function encodeStep(step: string): string {
	try {
		return encodeURIComponent(decodeURIComponent(step));
	} catch {
		return encodeURIComponent(step);
	}
}
