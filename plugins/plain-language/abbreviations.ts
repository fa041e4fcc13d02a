/** What abbreviations stand for; empty where it depends on the sentence. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
	Object.entries({
		'z.b.': 'zum Beispiel',
		'd.h.': 'das heißt',
		'u.a.': 'unter anderem',
		'u.u.': 'vielleicht',
		'v.a.': 'vor allem',
		's.o.': 'siehe oben',
		's.u.': 'siehe unten',
		'i.d.r.': 'meistens',
		'o.g.': 'oben genannt',
		'o.ä.': 'oder etwas Ähnliches',
		'u.ä.': 'und Ähnliches',
		'i.a.': 'im Auftrag',
		'i.v.': 'in Vertretung',
		'z.t.': 'zum Teil',
		'z.zt.': 'im Moment',
		'e.v.': 'eingetragener Verein',
		'usw.': 'und so weiter',
		'etc.': 'und so weiter',
		'bzw.': 'oder',
		'ca.': 'ungefähr',
		'ggf.': 'vielleicht',
		'evtl.': 'vielleicht',
		'inkl.': 'mit',
		'zzgl.': 'und dazu',
		'max.': 'höchstens',
		'min.': 'mindestens',
		'mind.': 'mindestens',
		'nr.': 'Nummer',
		'abs.': 'Absatz',
		'art.': 'Artikel',
		'tel.': 'Telefon',
		'str.': 'Straße',
		'vgl.': 'vergleiche',
		'std.': 'Stunden',
		'mio.': 'Millionen',
		'mrd.': 'Milliarden',
		'sog.': 'so genannt',
		'gem.': 'nach',
		'lt.': 'nach',
		'bspw.': 'zum Beispiel',
		'insb.': 'besonders',
		'jew.': 'jeweils',
		'monatl.': 'im Monat',
		'wg.': 'wegen',
		'abt.': 'Abteilung',
		'einschl.': 'mit',
		'geb.': 'geboren',
		'hr.': 'Herr',
		'fr.': 'Frau',
		'dr.': 'Doktor',
		'prof.': 'Professor',
	}),
);

/** Short forms in capital letters, with what they stand for in words that are easy to read. */
export const acronyms: ReadonlyMap<string, string> = new Map(
	Object.entries({
		SGB: 'Sozial-Gesetz-Buch',
		BTHG: 'Bundes-Teilhabe-Gesetz',
		EGH: 'Eingliederungs-Hilfe',
		WfbM: 'Werkstatt für behinderte Menschen',
		GdB: 'Grad der Behinderung',
		MD: 'Medizinischer Dienst',
		DSGVO: 'Datenschutz-Grundverordnung',
		ÖPNV: 'Bus und Bahn',
		GmbH: 'Firma',
		AG: 'Arbeits-Gruppe',
		BRK: 'Behinderten-Rechts-Konvention',
		ITP: 'Teilhabe-Plan',
		BEI_NRW: 'Bedarfs-Ermittlung',
		KV: 'Kranken-Versicherung',
		QM: 'Qualität',
		BGB: 'Bürgerliches Gesetz-Buch',
	}),
);

/** Known by their short name better than by any other. */
export const familiarAcronyms: ReadonlySet<string> = new Set(
	'PC TV WC PIN SMS USB CD DVD PDF WLAN IBAN EC LKW PKW OK EU USA TÜV ADAC DRK ARD ZDF'.split(' '),
);

/** @param text with its dots and without blanks */
export function isAbbreviation(text: string): boolean {
	const lower = text.toLowerCase();
	return /^(?:\p{L}\.)+$/u.test(lower) || (abbreviations.has(lower) && !/^(?:usw|etc|min)\.$/.test(lower));
}
