import { proseOf } from './prose.ts';
import type { CheckedLanguage, Match, Severity } from './rules/rule.ts';
import { rules } from './rules/rule-table.ts';
import { sentencesOf } from './sentences.ts';

interface PlainFinding extends Match {
	readonly rule: string;
	readonly severity: Severity;
}

/** Who writes a book into one field is told what there is at its beginning. */
const longestText = 1_000_000;
const mostFindings = 500;

/**
 * What is hard to read in a text, in the order of its places. Runs in the browser and on the server, in a time that
 * grows with the length of the text and no faster.
 *
 * @param source Markdown; places are offsets in it
 */
export function checkText(source: string, language: CheckedLanguage): readonly PlainFinding[] {
	const findings: PlainFinding[] = [];
	for (const sentence of sentencesOf(proseOf(source.slice(0, longestText)))) {
		for (const rule of rules) {
			const severity = rule.severity[language];
			if (severity === undefined || (sentence.kind === 'heading' && !rule.headings)) continue;
			for (const match of rule.find(sentence, language)) findings.push({ rule: rule.id, severity, ...match });
		}
		if (findings.length >= mostFindings) break;
	}
	return findings.slice(0, mostFindings).sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The language of the check for a language of content; null for one that it does not know. */
export function checkedLanguage(tag: string): CheckedLanguage | null {
	return tag === 'de' || tag === 'de-simple' ? tag : null;
}
