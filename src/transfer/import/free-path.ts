/** Two documents of one name (`Antrag.docx`, `Antrag.md`) are two texts. */
export function freePath(path: string, ending: string, taken: Set<string>): string {
	for (let number = 1; ; number += 1) {
		const candidate = `${path}${number === 1 ? '' : ` (${number})`}${ending}`;
		if (taken.has(candidate.toLowerCase())) continue;
		taken.add(candidate.toLowerCase());
		return candidate;
	}
}
