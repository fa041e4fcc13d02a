import type { DirectoryEntry } from './directory.ts';

/** Whether every word of the text occurs in what the reader sees of the organisation; `ue` finds `ü`. */
export function matches({ organisation, sites, contacts }: DirectoryEntry, text: string): boolean {
	const found = fold(
		[
			organisation.name,
			organisation.shortName,
			organisation.fields['address'] ?? '',
			...(sites ?? []).flatMap(({ name, address }) => [name, address]),
			...contacts.flatMap(({ name, topic }) => [name, topic]),
		].join('\n'),
	);
	return fold(text)
		.split(/\s+/)
		.every((word) => found.includes(word));
}

function fold(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ä', 'ae')
		.replaceAll('ö', 'oe')
		.replaceAll('ü', 'ue')
		.replaceAll('ß', 'ss')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.trim();
}
