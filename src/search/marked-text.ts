/** Plain text with the ranges to highlight, `[start, end)` in UTF-16 units. The page escapes the text. */
export interface MarkedText {
	readonly text: string;
	readonly marks: readonly (readonly [start: number, end: number])[];
}
