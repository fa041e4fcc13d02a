/** Draws a picture small into the canvas; answers whether this browser can show it. */
export async function drawThumbnail(canvas: HTMLCanvasElement, file: Blob): Promise<boolean> {
	const picture = await createImageBitmap(file).catch(() => null);
	if (!picture) return false;
	const { width, height } = picture;
	const scale = Math.max(canvas.width / width, canvas.height / height);
	const [wide, high] = [width * scale, height * scale];
	canvas
		.getContext('2d')
		?.drawImage(picture, (canvas.width - wide) / 2, (canvas.height - high) / 2, wide, high);
	picture.close();
	return true;
}
