/** Characters of the private use area: nobody types them, and Markdown leaves them alone. */
export function gapMark(index: number): string {
	return `\uE000${index}\uE001`;
}

export const gapMarks = /\uE000(\d+)\uE001/g;
