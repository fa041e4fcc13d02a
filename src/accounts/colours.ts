export const defaultColour = '#0b6461';

/** WCAG 2.2, 1.4.3: white text on an organisation's colour needs a contrast of 4.5:1. */
export function isReadableUnderWhite(colour: string): boolean {
	return 1.05 / (relativeLuminance(colour) + 0.05) >= 4.5;
}

/** @param colour `#rrggbb`. WCAG 2.2, definition of relative luminance. */
function relativeLuminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
		.map((channel) => (channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
