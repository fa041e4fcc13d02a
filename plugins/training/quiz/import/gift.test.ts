import { expect, test } from 'vitest';
import { readQuiz } from '../read-quiz.ts';
import { readGift } from './gift.ts';
import { readImport } from './read-import.ts';

/** Examples of every kind as Moodle documents the format, with its comments, escapes and odd spaces. */
const documented = `// question: 1 name: Grants tomb
$CATEGORY: $course$/top/Geschichte

::Grants tomb::Who is buried in Grant's tomb in New York City? {
=Grant
~No one
#Was true for 12 years, but Grant's remains were buried in the tomb in 1897
~Napoleon
#He was buried in France
~Mother Teresa
#She was buried in India
}

// true/false
::TrueStatement about Grant::Grant was buried in a tomb in New York City.{T}

Grant is {~buried =entombed ~living} in Grant's tomb.

::Two correct:: What two people are entombed in Grant's tomb? {
   ~%-100%No one
   ~%50%Grant
   ~%50%Grant's wife
   ~%-100%Grant's father
}

Two plus {=two =2} equals four.

Match the following countries with their corresponding capitals. {
   =Canada -> Ottawa
   =Italy  -> Rome
   =Japan  -> Tokyo
   =India  -> New Delhi
   = -> Berlin
   ####It's good to know the capitals
   }

What is the value of pi (to 3 decimal places)? {#3.1415:0.0005}.

What is the value of pi (to 3 decimal places)? {#3.141..3.142}.

When was Ulysses S. Grant born? {#
=1822:0
=%50%1822:2}

::Essay::Write a short biography of Dag Hammarskjöld. {}

You can use your pencil and paper for these next math questions.

::Escapes:: Which answer equals 5\\: \\{a\\}? {
  ~ \\= 2 + 2
  = \\= 2 + 3
  ~ 50\\~60 \\#1
}

[html]Was ist <b>richtig</b>?<br>Genau &lt;eine&gt; <img src="@@PLUGINFILE@@/a.png" alt="Plan">{=Diese ~<i>Jene</i>}
`;

test('every kind of the documented examples is taken over', () => {
	const { groups, found } = readGift(documented);
	const questions = groups.flatMap((group) => group.questions);

	expect(groups.map(({ title }) => title)).toEqual(['Geschichte']);
	expect(found).toBe(13);
	expect(questions.map(({ kind }) => kind)).toEqual([
		'choice',
		'trueFalse',
		'choice',
		'choice',
		'gap',
		'match',
		'number',
		'number',
		'number',
		'free',
		'choice',
		'choice',
	]);
	expect(questions[0]).toMatchObject({
		title: "Who is buried in Grant's tomb in New York City?",
		several: false,
		choices: [
			{ text: 'Grant', isRight: true },
			{ text: 'No one', isRight: false, feedback: expect.stringContaining('12 years') },
			{ text: 'Napoleon', feedback: 'He was buried in France' },
			{ text: 'Mother Teresa' },
		],
	});
	expect(questions[3]).toMatchObject({
		several: true,
		choices: [{}, { isRight: true }, { isRight: true }, {}],
	});
	expect(questions[4]).toMatchObject({
		text: 'Two plus \uE0000\uE001 equals four.',
		gaps: [{ answers: ['two', '2'] }],
	});
	expect(questions[5]).toMatchObject({
		pairs: [{ left: 'Canada', right: 'Ottawa' }, {}, {}, { left: 'India', right: 'New Delhi' }],
		others: ['Berlin'],
		feedback: { general: "It's good to know the capitals" },
	});
	expect(questions[6]).toMatchObject({ value: 3.1415, tolerance: 0.0005 });
	expect(questions[7]).toMatchObject({ value: 3.1415, tolerance: expect.closeTo(0.0005, 9) });
	expect(questions[10]).toMatchObject({
		title: 'Which answer equals 5: {a}?',
		choices: [{ text: '= 2 + 2' }, { text: '= 2 + 3', isRight: true }, { text: '50~60 #1' }],
	});
	expect(questions[11]).toMatchObject({ choices: [{ text: 'Diese' }, { text: '*Jene*' }] });
});

test('what could not be taken over is said, with question and line', () => {
	const { notes } = readGift(documented);
	const lineOf = (begin: string) => documented.split('\n').findIndex((line) => line.startsWith(begin)) + 1;

	expect(notes).toEqual([
		expect.objectContaining({ reason: 'weights', line: lineOf('When was') }),
		expect.objectContaining({ reason: 'noQuestion', line: lineOf('You can use') }),
		expect.objectContaining({ reason: 'media', line: lineOf('[html]'), values: { count: 1 } }),
	]);
});

test('the text that comes of it is read without a fault, and says the same', () => {
	const { text, taken } = readImport(documented);
	const { quiz, faults } = readQuiz(text);

	expect(faults).toEqual([]);
	expect(taken).toBe(12);
	expect(quiz.groups.flatMap(({ questions }) => questions.map(({ kind }) => kind))).toEqual(
		readGift(documented).groups.flatMap(({ questions }) => questions.map(({ kind }) => kind)),
	);
});

test.each([
	['an empty file', ''],
	['only remarks', '// nichts\n// gar nichts'],
])('%s holds no questions', (_, file) => {
	expect(() => readGift(file)).toThrow(expect.objectContaining({ reason: 'noQuestions' }));
});

test.each([
	['{'.repeat(300_000)],
	['}'.repeat(300_000)],
	[`Frage {${'~'.repeat(200_000)}}`],
	[`Frage {${'=a->'.repeat(60_000)}}`],
	[`::${':'.repeat(300_000)}`],
	[`Frage {${'%'.repeat(300_000)}}`],
	[`Frage {#${'1:'.repeat(100_000)}}`],
	[`${'\\'.repeat(300_000)}{=a}`],
	[`[html]${'<b>'.repeat(100_000)}{=a ~b}`],
])('a hostile file costs no more than its length (%#)', (file) => {
	const before = performance.now();

	try {
		readImport(file);
	} catch (error) {
		expect(error).toMatchObject({ name: 'UnreadableQuiz' });
	}

	expect(performance.now() - before).toBeLessThan(6000);
});
