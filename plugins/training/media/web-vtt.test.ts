import { describe, expect, test } from 'vitest';
import { readCaptions, writeCaptions } from './web-vtt.ts';

describe('captions', () => {
	test('are read with or without names, hours, settings and marks; notes and styles stay out', () => {
		const cues = readCaptions(
			'\uFEFFWEBVTT - Titel\r\n\r\nNOTE Entwurf\r\nmit zwei Zeilen\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n1\r\n00:01.000 --> 00:04.000 line:0\r\n<v Frau Kern>Guten <b>Tag</b> &amp; willkommen.\r\n\r\n01:00:05.500 --> 01:00:06.000\r\nZeile eins\r\nZeile zwei\r\n',
		);

		expect(cues).toEqual([
			{ start: 1000, end: 4000, text: 'Frau Kern: Guten Tag & willkommen.' },
			{ start: 3_605_500, end: 3_606_000, text: 'Zeile eins\nZeile zwei' },
		]);
	});

	test('go to the browser as text that it cannot take for marks', () => {
		const cues = readCaptions('WEBVTT\n\n00:01.000 --> 00:02.000\n1 &lt; 2 &amp; 3 &lt;script&gt;\n');

		expect(writeCaptions(cues)).toBe(
			'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n1 &lt; 2 &amp; 3 &lt;script&gt;\n',
		);
		expect(readCaptions(writeCaptions(cues))).toEqual(cues);
	});

	test.each([
		['no head', '00:01.000 --> 00:02.000\nHallo', 1],
		['times of SubRip', 'WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHallo', 3],
		['an end before its beginning', 'WEBVTT\n\n00:05.000 --> 00:02.000\nHallo', 3],
		['a text without times', 'WEBVTT\n\nHallo\nWelt', 4],
	])('with %s are refused, and the line is named', (_, source, line) => {
		expect(() => readCaptions(source)).toThrow(
			expect.objectContaining({ code: 'command.refused', values: expect.objectContaining({ line }) }),
		);
	});

	test('without a caption are none', () => {
		expect(() => readCaptions('WEBVTT\n\nNOTE nichts\n')).toThrow(
			expect.objectContaining({ code: 'command.refused' }),
		);
	});
});
