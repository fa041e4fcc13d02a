import { describe, expect, test } from 'vitest';
import { checkValues, resultOf, secondsOf, timeOf, valuesAtBeginning } from './run-time-data.ts';

const part = {
	id: 'A',
	title: 'Anfang',
	level: 0,
	launch: 'a.html',
	speaks: true,
	passingScore: '',
	launchData: 'los',
	maxTime: '',
	timeLimitAction: '',
};

describe('what a package says', () => {
	test.each([
		['1.2', { 'cmi.core.lesson_status': 'incomplete' }, '', 'begun', null],
		['1.2', { 'cmi.core.lesson_status': 'completed' }, '', 'completed', null],
		['1.2', { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '85' }, '80', 'passed', 85],
		['1.2', { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '75' }, '80', 'failed', 75],
		['1.2', { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.score.raw': '85' }, '80', 'begun', 85],
		[
			'1.2',
			{ 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '15', 'cmi.core.score.max': '20' },
			'',
			'passed',
			75,
		],
		[
			'2004',
			{ 'cmi.completion_status': 'completed', 'cmi.success_status': 'unknown' },
			'',
			'completed',
			null,
		],
		['2004', { 'cmi.completion_status': 'completed', 'cmi.score.scaled': '0.79' }, '0.8', 'failed', 79],
		['2004', { 'cmi.success_status': 'passed', 'cmi.score.scaled': '0.9' }, '', 'passed', 90],
		['2004', { 'cmi.success_status': 'failed', 'cmi.score.scaled': '-0.5' }, '', 'failed', 0],
	] as const)(
		'in SCORM %s as %j, asked for %j, is %s with %j',
		(version, values, passingScore, status, score) => {
			expect(resultOf(version, values, { passingScore })).toMatchObject({ status, score });
		},
	);

	test('is kept only as far as it is the data model of SCORM', () => {
		const kept = {
			'cmi.core.lesson_status': 'completed',
			'cmi.interactions.0.id': 'q1',
			'cmi.suspend_data': 'x'.repeat(64_000),
		};

		expect(checkValues('1.2', kept)).toEqual(kept);
	});

	test.each([
		['another name', { role: 'admin' }],
		['a prototype', { 'cmi.__proto__.x': '1' }],
		['a status that there is not', { 'cmi.core.lesson_status': 'brilliant' }],
		['a score that is none', { 'cmi.core.score.raw': '1e309' }],
		['more than any package may remember', { 'cmi.suspend_data': 'x'.repeat(100_001) }],
		[
			'more values than any package has',
			Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`cmi.interactions.${index}.id`, 'q'])),
		],
	])('is refused with %s', (_, values) => {
		expect(() => checkValues('1.2', values)).toThrow(expect.objectContaining({ code: 'command.refused' }));
	});
});

test('times are read in both ways of writing, and written in that of the version', () => {
	expect(secondsOf('0001:05:09.50')).toBe(3909);
	expect(secondsOf('PT1H5M9.5S')).toBe(3909);
	expect(secondsOf('gestern')).toBe(0);
	expect(timeOf('1.2', 3909)).toBe('0001:05:09');
	expect(timeOf('2004', 3909)).toBe('PT1H5M9S');
});

test('a package that was suspended finds what it had, and what is the hub’s own to say', () => {
	const values = valuesAtBeginning({
		version: '1.2',
		part,
		learnerId: 'p',
		learnerName: '',
		kept: {
			'cmi.core.lesson_location': '7',
			'cmi.core.student_id': 'somebody',
			'cmi.core.exit': 'suspend',
			'cmi.suspend_data': 'abc',
		},
		suspended: true,
		seconds: 60,
	});

	expect(values).toEqual({
		'cmi.core.lesson_location': '7',
		'cmi.suspend_data': 'abc',
		'cmi.core.student_id': 'p',
		'cmi.core.entry': 'resume',
		'cmi.core.credit': 'credit',
		'cmi.core.lesson_mode': 'normal',
		'cmi.core.total_time': '0000:01:00',
		'cmi.launch_data': 'los',
	});
});
