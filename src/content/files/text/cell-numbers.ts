/**
 * Numbers of the cells of a worksheet, as people write them: `1234,5` and, as the sheet may show it, `1.234,50`. What
 * cells only refer to (`t="s"`), and faults of formulas, are none; the result of a formula that is a text is one.
 */
export function numbersOfCells(xml: string): string {
	const found: string[] = [];
	for (const [, attributes = '', content = ''] of xml.matchAll(/<c\b([^<>]{0,500})(?<!\/)>([^]{0,5000}?)<\/c>/g)) {
		const [, value = ''] = /<v>([^<]{1,300})<\/v>/.exec(content) ?? [];
		const [, type = 'n'] = /\bt="([a-zA-Z]{1,12})"/.exec(attributes) ?? [];
		if (type === 'str') found.push(value);
		if (type === 'n' && value !== '') found.push(...forms(Number(value)));
	}
	return found.join('\n');
}

const grouped = new Intl.NumberFormat('de', { minimumFractionDigits: 0, maximumFractionDigits: 2 });
const groupedCents = new Intl.NumberFormat('de', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function forms(value: number): readonly string[] {
	if (!Number.isFinite(value)) return [];
	// As sheets show it: without what is left over from counting in twos.
	const shown = Number(value.toPrecision(12));
	const plain = String(shown).replace('.', ',');
	if (Math.abs(shown) < 1000) return [plain];
	return [plain, (Number.isInteger(shown) ? grouped : groupedCents).format(shown)];
}
