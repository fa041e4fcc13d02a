/** What pdfkit can do and its types do not say. */
declare namespace PDFKit {
	interface OpenedImage {
		readonly width: number;
		readonly height: number;
	}

	interface PDFDocument {
		/** Throws for what is no PNG and no JPEG. */
		openImage(bytes: Buffer): OpenedImage;
		image(image: OpenedImage, x: number, y: number, options: { width: number; height: number }): this;
	}
}
