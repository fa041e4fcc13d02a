import { arabicOf, isRoman } from '../roman.ts';
import type { Sentence } from '../sentences.ts';
import type { Match } from './rule.ts';

export function findRomanNumerals({ words }: Sentence): Match[] {
	return words.flatMap((word, index) => {
		const { text, start, end } = word;
		const isCounted = /^(?:SGB|Gesetzbuch|Gesetz-Buch|Kapitel|Teil|Stufe|Abschnitt|Band|Buch)$/.test(
			words[index - 1]?.text ?? '',
		);
		if (!isRoman(text) && !(isCounted && /^[IVX]$/.test(text))) return [];
		return [{ start, end, values: { words: text }, proposal: String(arabicOf(text)) }];
	});
}

const grouped =
	/(?<![\d.,/-])\d{1,3}(?:[.\u202f]\d{3}){1,4}(?![.,]?\d)|(?<![\d.,/+-]|\d[ /])[1-9]\d{5,11}(?![.,]?\d)/g;
const inWords = /(?<!\p{L})(?:Million(?:en)?|Milliarden?|Billion(?:en)?)(?!\p{L})/gu;
/** Numbers that name something rather than count it. */
const namingWord =
	/(?:Telefon|Tel\.|Nummer|Nr\.|Fax|Konto|IBAN|Code|Kunden|Handy|Mobil|Aktenzeichen|Zeichen)\S{0,12}[:\s]*$/i;

export function findLargeNumbers(sentence: Sentence): Match[] {
	return [...matchesOf(sentence, grouped), ...matchesOf(sentence, inWords)].filter(({ start, values }) => {
		const at = start - sentence.start;
		const isNamed = namingWord.test(sentence.text.slice(Math.max(0, at - 30), at));
		return !isNamed && !String(values?.['words']).startsWith('0') && digitsOf(values?.['words']) >= 10_000;
	});
}

function digitsOf(text: unknown): number {
	const digits = String(text).replace(/\D/g, '');
	return digits === '' ? Infinity : Number(digits);
}

/** With the article behind it: „30 % der Menschen“ are „3 von 10 Menschen“, but nothing is „3 von 10 Miete“. */
const percentage = /\d{1,3}(?:,\d{1,3})?[ \u00a0\u202f]?(?:%|Prozent\b)(?: der (?=\p{Lu}))?/gu;
const several =
	/^\p{L}*(?:en|eln|ern|leute|kinder|männer|häuser|bewohner|mieter|arbeiter|nutzer|mitglieder)(?!\p{L})/iu;

export function findPercentages(sentence: Sentence): Match[] {
	return matchesOf(sentence, percentage).map((match) => {
		const words = String(match.values?.['words']);
		if (!words.endsWith(' der ')) return { ...match, ...proposalOf(words) };
		const isSeveral = several.test(sentence.text.slice(match.end - sentence.start));
		return { ...match, ...proposalOfSome(words, isSeveral) };
	});
}

const shares: Readonly<Record<number, string>> = {
	10: '1 von 10',
	20: '2 von 10',
	25: 'ein Viertel',
	30: '3 von 10',
	40: '4 von 10',
	50: 'die Hälfte',
	60: '6 von 10',
	70: '7 von 10',
	75: 'drei Viertel',
	80: '8 von 10',
	90: '9 von 10',
	100: 'alle',
};

function proposalOf(words: string): Pick<Match, 'proposal'> {
	const share = shares[Number.parseFloat(words.replace(',', '.'))];
	return share === undefined ? {} : { proposal: share };
}

function proposalOfSome(words: string, isSeveral: boolean): Pick<Match, 'proposal'> {
	const { proposal: share } = proposalOf(words);
	if (share === undefined) return {};
	const isPart = /^(?:ein|drei|die) /.test(share);
	if (isPart) return { proposal: `${share} der ` };
	return isSeveral ? { proposal: `${share} ` } : {};
}

const months = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(
	' ',
);
const german =
	/(?<![\d.])(?<day>\d{1,2})\.[ \u00a0]?(?<month>\d{1,2})\.(?:[ \u00a0]?(?<year>\d{4}|\d{2}))?(?!\d)/g;
/** Without a year, „3.12.“ may be a room. */
const beforeDate = /(?:^|\s)(?:am|vom|zum|bis|dem|den|der|ab|seit|und)\s$/i;
const iso = /(?<![\d-])(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?![\d-])/g;

export function findNumericDates(sentence: Sentence): Match[] {
	return [german, iso].flatMap((pattern) =>
		[...sentence.text.matchAll(pattern)].flatMap(({ 0: words, index, groups }) => {
			const name = months[Number(groups?.['month']) - 1];
			const day = Number(groups?.['day']);
			const year = groups?.['year'] ?? '';
			const isDate = year !== '' || beforeDate.test(sentence.text.slice(Math.max(0, index - 10), index));
			if (name === undefined || day < 1 || day > 31 || !isDate) return [];
			const written = [`${day}.`, name, year.length === 2 ? `20${year}` : year].filter((part) => part !== '');
			return [{ ...placeOf(sentence, index, words), proposal: written.join(' ') }];
		}),
	);
}

function matchesOf(sentence: Sentence, pattern: RegExp): Match[] {
	return [...sentence.text.matchAll(pattern)].map(({ 0: words, index }) => placeOf(sentence, index, words));
}

function placeOf({ start }: Sentence, index: number, words: string): Match {
	return { start: start + index, end: start + index + words.length, values: { words } };
}
