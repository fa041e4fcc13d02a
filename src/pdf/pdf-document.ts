/** What a PDF says, as plain data. Lengths are points, 72 to an inch; a page of A4 is 595 wide and 842 high. */
export interface PdfDocument {
	/** What readers show as the name of the file; it does not stand on the page. */
	readonly title: string;
	/** Content language, `de-simple`. */
	readonly language: string;
	readonly author?: string;
	readonly page?: PdfPage;
	/** Small lines at the head and the foot of every page. `{page}` and `{pages}` are its number and their count. */
	readonly header?: string;
	readonly footer?: string;
	readonly blocks: readonly PdfBlock[];
}

export interface PdfPage {
	/** A4 unless given. */
	readonly size?: 'A4' | 'A5';
	readonly landscape?: boolean;
	/** On each side; 70 unless given. */
	readonly margin?: number;
	/** Colour of a frame around each page. */
	readonly frame?: string;
}

/** A text, or its parts that look different or lead somewhere. A line end in it stays one. */
export type PdfText = string | readonly PdfSpan[];

export interface PdfSpan {
	readonly text: string;
	readonly bold?: boolean;
	readonly italic?: boolean;
	/** A web or mail address. */
	readonly link?: string;
}

export type PdfAlignment = 'start' | 'center' | 'end';

export type PdfBlock =
	| ({ readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4 } & PdfWords)
	| ({ readonly kind: 'paragraph' } & PdfWords)
	| {
			readonly kind: 'list';
			/** Its first number; without one it has dots. */
			readonly start?: number;
			readonly items: readonly (readonly PdfBlock[])[];
	  }
	| {
			readonly kind: 'table';
			readonly head?: readonly PdfText[];
			readonly rows: readonly (readonly PdfText[])[];
	  }
	/** Set in, with a line beside it. */
	| { readonly kind: 'quote'; readonly blocks: readonly PdfBlock[] }
	| {
			readonly kind: 'image';
			/** PNG or JPEG. */
			readonly bytes: Uint8Array;
			/** What it shows; empty where it only decorates. */
			readonly alt: string;
			/** As wide as it is unless given, and never wider than the text. */
			readonly width?: number;
			readonly align?: PdfAlignment;
	  }
	| { readonly kind: 'line' }
	| { readonly kind: 'space'; readonly height: number }
	/** What is left of the only page; several share it. Nothing where there are more pages. */
	| { readonly kind: 'rest' }
	/** A QR code that leads to an address; `alt` says where. */
	| {
			readonly kind: 'code';
			readonly address: string;
			readonly alt: string;
			/** Of its side. */
			readonly width: number;
			readonly align?: PdfAlignment;
	  }
	| { readonly kind: 'pageBreak' };

export interface PdfWords {
	readonly text: PdfText;
	readonly align?: PdfAlignment;
	/** Of the letters; 11 for a paragraph. */
	readonly size?: number;
	/** `#1f4d3a` */
	readonly colour?: string;
}
