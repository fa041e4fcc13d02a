import type { PackageItem, ScormVersion } from './manifest.ts';
import type { PartStatus } from './package-tables.ts';
import { refused } from '../refused.ts';

/** Values of the run-time data model by their names, `cmi.core.lesson_status`. */
export type RunTimeValues = Readonly<Record<string, string>>;

/** What a package has said of its learner. */
export interface RunTimeResult {
	readonly status: PartStatus;
	/** 0 to 100. */
	readonly score: number | null;
	/** In this sitting. */
	readonly seconds: number;
	/** Wants to go on from here the next time. */
	readonly suspended: boolean;
}

const mostValues = 20_000;
const mostCharacters = 600_000;
const longestName = 200;
/** SCORM 2004, 4th edition, asks for 64,000; packages take more. */
const longestValue = 100_000;

/**
 * Nothing but the data model of SCORM, and no more of it than its own limits ask for.
 *
 * @throws VerbundError `command.refused`
 */
export function checkValues(version: ScormVersion, values: RunTimeValues): RunTimeValues {
	const entries = Object.entries(values);
	const size = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
	const isRight = ([name, value]: [string, string]) =>
		/^cmi(?:\.[a-z][a-z_]*|\.\d{1,5})+$/.test(name) &&
		name.length <= longestName &&
		value.length <= longestValue;
	if (entries.length > mostValues || size > mostCharacters || !entries.every(isRight))
		throw refused('training.refused.resultRefused');
	for (const [name, allowed] of vocabularies[version]) {
		const value = values[name] ?? '';
		if (!allowed.includes(value)) throw refused('training.refused.resultRefused');
	}
	for (const name of ['raw', 'min', 'max', 'scaled'].map((one) => `${scoreOf[version]}.${one}`)) {
		const value = values[name] ?? '';
		if (value !== '' && !/^-?\d{1,10}(?:\.\d{1,10})?$/.test(value))
			throw refused('training.refused.resultRefused');
	}
	return values;
}

const vocabularies: Readonly<Record<ScormVersion, readonly (readonly [string, readonly string[]])[]>> = {
	'1.2': [
		[
			'cmi.core.lesson_status',
			['', 'passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted', 'unknown'],
		],
		['cmi.core.exit', ['', 'time-out', 'suspend', 'logout']],
	],
	'2004': [
		['cmi.completion_status', ['', 'completed', 'incomplete', 'not attempted', 'unknown']],
		['cmi.success_status', ['', 'passed', 'failed', 'unknown']],
		['cmi.exit', ['', 'time-out', 'suspend', 'logout', 'normal']],
	],
};
const scoreOf: Readonly<Record<ScormVersion, string>> = { '1.2': 'cmi.core.score', '2004': 'cmi.score' };

export function resultOf(
	version: ScormVersion,
	values: RunTimeValues,
	{ passingScore }: Pick<PackageItem, 'passingScore'>,
): RunTimeResult {
	const score = scoreIn(version, values);
	const asked = passingScore === '' ? null : Number(passingScore) * (version === '1.2' ? 1 : 100);
	return {
		status: statusIn(version, values, score, Number.isFinite(asked) ? asked : null),
		score: score === null ? null : Math.round(Math.min(100, Math.max(0, score))),
		seconds: secondsOf(values[version === '1.2' ? 'cmi.core.session_time' : 'cmi.session_time'] ?? ''),
		suspended: values[version === '1.2' ? 'cmi.core.exit' : 'cmi.exit'] === 'suspend',
	};
}

function scoreIn(version: ScormVersion, values: RunTimeValues): number | null {
	const of = (name: string) => {
		const value = values[`${scoreOf[version]}.${name}`] ?? '';
		return value === '' ? null : Number(value);
	};
	const scaled = of('scaled');
	if (scaled !== null) return scaled * 100;
	const raw = of('raw');
	if (raw === null) return null;
	const least = of('min') ?? 0;
	const most = of('max') ?? 100;
	return most > least ? ((raw - least) / (most - least)) * 100 : raw;
}

/** SCORM 1.2 (RTE 3.4.4) and 2004 (RTE 4.2.22): where a score is asked for, it decides and not the package. */
function statusIn(
	version: ScormVersion,
	values: RunTimeValues,
	score: number | null,
	asked: number | null,
): PartStatus {
	const said = version === '1.2' ? values['cmi.core.lesson_status'] : values['cmi.success_status'];
	const isDone =
		version === '1.2'
			? ['completed', 'passed', 'failed'].includes(said ?? '')
			: values['cmi.completion_status'] === 'completed' || said === 'passed' || said === 'failed';
	if (asked !== null && score !== null && isDone) return score >= asked ? 'passed' : 'failed';
	if (said === 'passed' || said === 'failed') return said;
	return isDone ? 'completed' : 'begun';
}

const longestSitting = 24 * 60 * 60;

/** `0001:05:09.5` of SCORM 1.2 and `PT1H5M9.5S` of SCORM 2004. */
export function secondsOf(time: string): number {
	const clock = /^(\d{1,4}):(\d{2}):(\d{2})(?:\.\d{1,2})?$/.exec(time);
	const period = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{1,2})?S)?)?$/.exec(
		time,
	);
	const [days, hours, minutes, seconds] = clock
		? [0, clock[1], clock[2], clock[3]]
		: [period?.[1], period?.[2], period?.[3], period?.[4]];
	const sum =
		Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
	return Math.min(sum, longestSitting);
}

export function timeOf(version: ScormVersion, seconds: number): string {
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60] as const;
	if (version === '2004') return `PT${parts[0]}H${parts[1]}M${parts[2]}S`;
	const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
	return `${hours?.padStart(4, '0') ?? '0000'}:${minutes ?? '00'}:${rest ?? '00'}`;
}

/** What was kept, as far as the hub does not say it itself at the next beginning. */
const ofTheHub: ReadonlySet<string> = new Set([
	'cmi.core.student_id',
	'cmi.core.student_name',
	'cmi.core.entry',
	'cmi.core.exit',
	'cmi.core.credit',
	'cmi.core.lesson_mode',
	'cmi.core.session_time',
	'cmi.core.total_time',
	'cmi.student_data.mastery_score',
	'cmi.student_data.max_time_allowed',
	'cmi.student_data.time_limit_action',
	'cmi.learner_id',
	'cmi.learner_name',
	'cmi.entry',
	'cmi.exit',
	'cmi.credit',
	'cmi.mode',
	'cmi.session_time',
	'cmi.total_time',
	'cmi.launch_data',
	'cmi.scaled_passing_score',
	'cmi.max_time_allowed',
	'cmi.time_limit_action',
]);

export interface Beginning {
	readonly version: ScormVersion;
	readonly part: PackageItem;
	/** Opaque. */
	readonly learnerId: string;
	readonly learnerName: string;
	/** What was kept; null for a first or a new attempt. */
	readonly kept: RunTimeValues | null;
	readonly suspended: boolean;
	readonly seconds: number;
}

/** The data model as the package finds it when it begins. */
export function valuesAtBeginning(beginning: Beginning): RunTimeValues {
	const { version, part, learnerId, learnerName, kept, suspended, seconds } = beginning;
	const resumed = Object.fromEntries(
		Object.entries(kept ?? {}).filter(([name, value]) => value !== '' && !ofTheHub.has(name)),
	);
	const entry = kept === null ? 'ab-initio' : suspended ? 'resume' : '';
	const total = timeOf(version, seconds);
	const own =
		version === '1.2'
			? {
					'cmi.core.student_id': learnerId,
					'cmi.core.student_name': learnerName,
					'cmi.core.entry': entry,
					'cmi.core.credit': 'credit',
					'cmi.core.lesson_mode': 'normal',
					'cmi.core.total_time': total,
					...(kept === null ? { 'cmi.core.lesson_status': 'not attempted' } : {}),
					'cmi.student_data.mastery_score': part.passingScore,
					'cmi.student_data.max_time_allowed': part.maxTime,
					'cmi.student_data.time_limit_action': part.timeLimitAction,
					'cmi.launch_data': part.launchData,
				}
			: {
					'cmi.learner_id': learnerId,
					'cmi.learner_name': learnerName,
					'cmi.entry': entry,
					'cmi.total_time': total,
					'cmi.scaled_passing_score': part.passingScore,
					'cmi.max_time_allowed': part.maxTime,
					'cmi.launch_data': part.launchData,
				};
	return { ...resumed, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '')) };
}
