/**
 * Stems of the same family that the stemmer keeps apart because it shortens only long words: `leist` and
 * `leistung`, `regeln` and `regel`.
 */
export function relatedStems(stem: string): string[] {
	if (stem.length < shortest) return [];
	const shorter = endings
		.filter((ending) => stem.endsWith(ending) && stem.length - ending.length >= shortest)
		.map((ending) => stem.slice(0, -ending.length));
	return [stem, ...shorter]
		.flatMap((base) => [base, ...endings.map((ending) => base + ending)])
		.filter((one) => one !== stem);
}

const shortest = 4;
const endings = ['ung', 'n'];
