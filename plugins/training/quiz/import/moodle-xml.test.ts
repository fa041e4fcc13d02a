import { expect, test } from 'vitest';
import { readQuiz } from '../read-quiz.ts';
import { readMoodleXml } from './moodle-xml.ts';
import { readImport } from './read-import.ts';

const pixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const question = (type: string, inner: string, name = type) => `
  <question type="${type}">
    <name><text>${name}</text></name>
    ${inner}
  </question>`;

const stem = (
	text: string,
) => `<questiontext format="html"><text><![CDATA[<p>${text}</p>]]></text></questiontext>
    <generalfeedback format="html"><text><![CDATA[<p>Allgemein.</p>]]></text></generalfeedback>
    <defaultgrade>2.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber></idnumber>`;

/** As Moodle writes its exports: CDATA, format attributes, numbers with seven digits, hints, files. */
const exported = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category><text>$course$/top/Standard für DS/Fotos &amp; Filme</text></category>
    <info format="html"><text></text></info>
  </question>
${question(
	'multichoice',
	`${stem('Darf das Foto ins <strong>Internet</strong>?')}
    <single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>
    <correctfeedback format="html"><text>Die Antwort ist richtig.</text></correctfeedback>
    <incorrectfeedback format="html"><text>Die Antwort ist falsch.</text></incorrectfeedback>
    <answer fraction="100" format="html"><text><![CDATA[<p>Nur mit Erlaubnis</p>]]></text><feedback format="html"><text>Genau.</text></feedback></answer>
    <answer fraction="0" format="html"><text><![CDATA[<p>Immer</p>]]></text><feedback format="html"><text></text></feedback></answer>
    <hint format="html"><text>Denken Sie nach.</text></hint>`,
)}
${question(
	'multichoice',
	`${stem('Was ist personenbezogen?')}
    <single>false</single><shuffleanswers>0</shuffleanswers>
    <answer fraction="33.33333" format="html"><text>Name</text></answer>
    <answer fraction="33.33333" format="html"><text>Stimme</text></answer>
    <answer fraction="33.33334" format="html"><text>Foto</text></answer>
    <answer fraction="-50" format="html"><text>Wetter</text></answer>`,
)}
${question(
	'truefalse',
	`${stem('Ein Foto ohne Gesicht ist nie personenbezogen.')}
    <answer fraction="0" format="moodle_auto_format"><text>true</text><feedback format="html"><text>Auch an der Kleidung erkennt man Menschen.</text></feedback></answer>
    <answer fraction="100" format="moodle_auto_format"><text>false</text><feedback format="html"><text>Gut.</text></feedback></answer>`,
)}
${question(
	'matching',
	`${stem('Was gehört wohin?')}
    <shuffleanswers>true</shuffleanswers>
    <subquestion format="html"><text><![CDATA[<p>Name</p>]]></text><answer><text>personenbezogen</text></answer></subquestion>
    <subquestion format="html"><text><![CDATA[<p>Uhrzeit</p>]]></text><answer><text>nicht personenbezogen</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>geheim</text></answer></subquestion>`,
)}
${question(
	'shortanswer',
	`${stem('Wie heißt das Blatt?')}<usecase>0</usecase>
    <answer fraction="100" format="moodle_auto_format"><text>Einwilligung*</text></answer>
    <answer fraction="50" format="moodle_auto_format"><text>Zettel</text></answer>`,
)}
${question(
	'numerical',
	`${stem('Binnen wie vieler Stunden?')}
    <answer fraction="100" format="moodle_auto_format"><text>72</text><tolerance>0.5</tolerance></answer>
    <units><unit><multiplier>1</multiplier><unit_name>Stunden</unit_name></unit></units>`,
)}
${question('essay', `${stem('Beschreiben Sie einen Fall.')}<responseformat>editor</responseformat><graderinfo format="html"><text><![CDATA[<ul><li>Was</li><li>Wer</li></ul>]]></text></graderinfo>`)}
${question('cloze', '<questiontext format="html"><text><![CDATA[<p>Man braucht eine {1:SHORTANSWER:=Einwilligung~%50%Erlaubnis}, {1:MULTICHOICE_S:immer~=nur mit Gesicht#ja}, binnen {1:NUMERICAL:=72:2} Stunden.</p>]]></text></questiontext>', 'Lückentext')}
${question('ordering', `${stem('Was zuerst?')}<answer fraction="1.0" format="html"><text>Fragen</text></answer><answer fraction="2.0" format="html"><text>Schreiben</text></answer>`)}
${question('gapselect', `${stem('Erst [[2]], dann [[1]].')}<selectoption><text>schreiben</text><group>1</group></selectoption><selectoption><text>fragen</text><group>1</group></selectoption>`)}
${question('description', stem('Jetzt kommen Fragen.'))}
${question('calculated', stem('Was ist {a} + {b}?'))}
${question('multichoice', `<questiontext format="html"><text><![CDATA[<p>Was zeigt das Bild?</p><p><img src="@@PLUGINFILE@@/plan.png" alt="Plan des Hauses"></p>]]></text><file name="plan.png" path="/" encoding="base64">iVBORw0KGgo=</file></questiontext><single>true</single><answer fraction="100"><text>Haus</text></answer><answer fraction="0"><text>Hof</text></answer>`, 'Bild')}
</quiz>`;

test('every kind that Moodle exports is taken over, or named with its line', () => {
	const { groups, found, notes } = readMoodleXml(exported);
	const questions = groups.flatMap((group) => group.questions);

	expect(groups.map(({ title }) => title)).toEqual(['Fotos & Filme']);
	expect(found).toBe(13);
	expect(questions.map(({ kind }) => kind)).toEqual([
		'choice',
		'choice',
		'trueFalse',
		'match',
		'gap',
		'number',
		'free',
		'gap',
		'order',
		'gap',
		'choice',
	]);
	expect(questions[0]).toMatchObject({
		title: 'Darf das Foto ins **Internet**?',
		points: 2,
		feedback: { general: 'Allgemein.', right: 'Die Antwort ist richtig.', wrong: 'Die Antwort ist falsch.' },
		choices: [
			{ text: 'Nur mit Erlaubnis', isRight: true, feedback: 'Genau.' },
			{ text: 'Immer', isRight: false },
		],
	});
	expect(questions[1]).toMatchObject({
		several: true,
		isFixed: true,
		choices: [{ isRight: true }, { isRight: true }, { isRight: true }, { isRight: false }],
	});
	expect(questions[2]).toMatchObject({
		isTrue: false,
		feedback: { right: 'Gut.', wrong: expect.stringContaining('Kleidung') },
	});
	expect(questions[3]).toMatchObject({ pairs: [{ left: 'Name' }, { left: 'Uhrzeit' }], others: ['geheim'] });
	expect(questions[4]).toMatchObject({
		gaps: [{ kind: 'words', answers: ['Einwilligung*'], isExact: false }],
	});
	expect(questions[5]).toMatchObject({ value: 72, tolerance: 0.5, unit: 'Stunden' });
	expect(questions[6]).toMatchObject({ sample: '- Was\n- Wer' });
	expect(questions[7]).toMatchObject({
		title: 'Lückentext',
		gaps: [
			{ kind: 'words', answers: ['Einwilligung'] },
			{
				kind: 'menu',
				options: [
					{ text: 'immer', isRight: false },
					{ text: 'nur mit Gesicht', isRight: true },
				],
			},
			{ kind: 'number', value: 72, tolerance: 2 },
		],
	});
	expect(questions[8]).toMatchObject({ items: ['Fragen', 'Schreiben'] });
	expect(questions[9]).toMatchObject({
		text: expect.stringContaining('Erst \uE0000\uE001, dann \uE0001\uE001.'),
		gaps: [
			{ options: [{ isRight: false }, { text: 'fragen', isRight: true }] },
			{ options: [{ isRight: true }, {}] },
		],
	});
	expect(questions[10]).toMatchObject({
		title: 'Was zeigt das Bild?',
		text: '![Plan des Hauses](picture:0)',
	});
	expect(notes.map(({ reason, question: name }) => [reason, name])).toEqual([
		['hints', 'multichoice'],
		['weights', 'shortanswer'],
		['weights', 'Lückentext'],
		['answerFeedback', 'Lückentext'],
		['noQuestion', 'description'],
		['unknownKind', 'calculated'],
	]);
	expect(
		notes.every(({ line }) => line !== null && exported.split('\n')[line - 1]?.includes('<question')),
	).toBe(true);
});

test('the text that comes of it is read without a fault', () => {
	const { text, taken } = readImport(exported);
	const { quiz, faults } = readQuiz(text);

	expect(faults).toEqual([]);
	expect(quiz.groups.reduce((sum, { questions }) => sum + questions.length, 0)).toBe(taken);
});

test.each<[string, string, string]>([
	[
		'an entity that reads a file',
		'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><name><text>&x;</text></name></question></quiz>',
		'notXml',
	],
	[
		'entities that grow',
		`<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index} "${`&a${index - 1};`.repeat(10)}">`).join('')}]><quiz>&a8;</quiz>`,
		'notXml',
	],
	['what breaks off', '<quiz><question type="essay"><name>', 'notXml'],
	['something else than XML', '<p>Fragen<br>', 'notXml'],
	['another document', '<?xml version="1.0"?><html><question type="essay"/></html>', 'noQuestions'],
	[
		'100,000 elements in each other',
		`<quiz>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</quiz>`,
		'tooLarge',
	],
	['half a million elements', `<quiz>${'<a/>'.repeat(500_000)}</quiz>`, 'tooLarge'],
])('%s is refused', (_, file, reason) => {
	expect(() => readImport(file)).toThrow(expect.objectContaining({ name: 'UnreadableQuiz', reason }));
});

test('markup in a question is no markup in the text that comes of it', () => {
	const { text } = readImport(
		`<quiz>${question('multichoice', '<questiontext format="html"><text><![CDATA[<script>alert(1)</script><p onclick="x()">A &lt;b&gt; <a href="javascript:x()">L</a></p>]]></text></questiontext><single>true</single><answer fraction="100"><text><![CDATA[<img src=x onerror=alert(1)>a]]></text></answer><answer fraction="0"><text>b</text></answer>')}</quiz>`,
	);

	expect(text).not.toMatch(/script|onclick|onerror|javascript/);
	expect(text).toContain('A \\<b\\> L');
});

test('pictures come along with their alternative texts, and what is no picture does not', () => {
	const file = (name: string, path = '/') =>
		`<file name="${name}" path="${path}" encoding="base64">${pixel.slice(0, 40)}\n${pixel.slice(40)}</file>`;
	const xml = `<quiz>${question(
		'multichoice',
		`<questiontext format="html"><text><![CDATA[<p>Was zeigt das Schild? <img src="@@PLUGINFILE@@/Schild%20%C3%A4.png" alt="Ein [rotes] Schild"></p><p><img src="@@PLUGINFILE@@/plan/weg.png" alt=""><img src="@@PLUGINFILE@@/fehlt.png" alt="nicht da"><img src="https://elsewhere.example/x.png"></p>]]></text>
		${file('Schild ä.png')}${file('weg.png', '/plan/')}${file('skript.svg')}</questiontext>
		<answer fraction="100" format="html"><text><![CDATA[<img src="data:image/png;base64,${pixel}" alt="Ausgang">]]></text></answer>
		<answer fraction="0" format="html"><text><![CDATA[Keller <img src="@@PLUGINFILE@@/skript.svg" alt="">]]></text>${file('skript.svg')}</answer>`,
	)}</quiz>`;

	const { text, pictures, notes } = readImport(xml);
	const [read] = readQuiz(text).quiz.groups.flatMap(({ questions }) => questions);

	expect(read).toMatchObject({
		title: 'Was zeigt das Schild?',
		text: '![Ein \\[rotes\\] Schild](picture:0)\n\n![](picture:1)nicht da',
		choices: [{ text: '![Ausgang](picture:2)' }, { text: 'Keller' }],
	});
	expect(pictures.map(({ name }) => name)).toEqual(['Schild ä.png', 'weg.png', 'bild.png']);
	expect(new Set(pictures.map(({ base64 }) => base64))).toEqual(new Set([pixel]));
	expect(notes.map(({ reason, values }) => [reason, values])).toContainEqual(['media', { count: 2 }]);
});
