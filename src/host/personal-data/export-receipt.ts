import { z } from 'zod';
import { readReceipt, writeReceipt } from '../../accounts/receipt.ts';

/** Leave to fetch everything about a person, once it was asked for and stands in the audit log. */
export interface ExportReceipt {
	readonly subjectId: string;
	readonly askerId: string;
	readonly until: number;
}

const schema = z.strictObject({ subjectId: z.string(), askerId: z.string(), until: z.number() });
const minutes = 10;

export function writeExportReceipt(people: Omit<ExportReceipt, 'until'>, signingKey: string): string {
	return writeReceipt({ ...people, until: Date.now() + minutes * 60_000 }, signingKey);
}

/** Null if it is not ours or too old. */
export function readExportReceipt(text: string, signingKey: string): ExportReceipt | null {
	const receipt = readReceipt(text, signingKey, schema);
	return receipt && receipt.until > Date.now() ? receipt : null;
}
