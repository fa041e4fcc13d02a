/** True for what browsers show in the place of a picture. */
export function isPicture(mediaType: string): boolean {
	return /^image\/(?:png|jpeg|gif|webp|avif)$/.test(mediaType);
}
