const stems =
	'Antrag Bescheid Beratung Erstattung Fahrt Förderung Haushalt Kinder Kosten Miete Nachweis Pflege Reise Schule Termin Umzug Vertrag Wohnung Zeugnis Zuschuss'.split(
		' ',
	);

/** Thirty words, other ones for each number, with compounds such as offices make them. */
export function wordsOf(number: number): string[] {
	return Array.from({ length: 30 }, (_, index) => {
		const at = number * 31 + index * 17;
		const [one = '', other = ''] = [stems[at % stems.length], stems[(at >> 3) % stems.length]];
		return index % 3 === 0 ? `${one}s${other.toLowerCase()}` : one;
	});
}
