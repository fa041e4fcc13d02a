import { readEntry, type Archive, type ArchiveEntry } from 'verbund';

const largestFile = 2_000_000;
const mostBytes = 30_000_000;

/** Something of the window around that is more than looking for the interface of SCORM there. */
const callOutwards = new RegExp(
	[
		String.raw`\b(?:window|self)\.(?:parent|top)\.(?!(?:parent|top|postMessage|API|API_1484_11|opener|length|closed|focus|blur)\b)[A-Za-z_$]`,
		String.raw`(?<![\w$.])parent\.(?!API)[A-Z]\w+\s*\(`,
	].join('|'),
);

/**
 * Whether pages of the package call functions of the pages around them, as those of authoring tools do whose driver
 * stands around the content. Guessed from their scripts; of very large packages from the first of them.
 */
export async function callsAround(
	archive: Archive,
	entries: Iterable<ArchiveEntry & { readonly name: string }>,
): Promise<boolean> {
	let bytes = 0;
	for (const entry of entries) {
		if (!/\.(?:html?|js)$/i.test(entry.name) || entry.size > largestFile) continue;
		bytes += entry.size;
		if (bytes > mostBytes) return false;
		const chunks: Buffer[] = [];
		for await (const chunk of readEntry(archive, entry)) chunks.push(chunk);
		if (callOutwards.test(Buffer.concat(chunks).toString('latin1'))) return true;
	}
	return false;
}
