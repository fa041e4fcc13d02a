/** Puts controls in the place of the marks, wherever these stand in text; inside of a tag they are nothing. */
export function fillGaps(html: string, control: (index: number) => string): string {
	return html.replaceAll(/<[^>]*>|\uE000(\d+)\uE001/g, (whole: string, index: string | undefined) =>
		index === undefined ? whole.replaceAll(/\uE000\d+\uE001/g, '') : control(Number(index)),
	);
}
