import { createBytesFormat } from 'verbund/client/bytes';
import type { KeptItem, KeptVariant } from '../kept-item.ts';
import type { KeptText } from '../kept-texts.ts';

export type Say = (name: KeptText, values?: Readonly<Record<string, string | number>>) => string;

/** Sentences of the page, with values in the place of `{name}`. */
export function createSay(texts: Readonly<Record<string, string>>): Say {
	return (name, values = {}) =>
		(texts[name] ?? name).replace(/\{(\w+)\}/g, (written, key: string) => String(values[key] ?? written));
}

/** `Version 3, Stand 3. November 2025, geprüft bis 3. Mai 2026` */
export function standOf({ reviewDueAt }: KeptItem, { revision, publishedAt }: KeptVariant, say: Say): string {
	const values = { version: revision, date: writtenDate(publishedAt) };
	return reviewDueAt === null
		? say('stand', values)
		: say('standReviewed', { ...values, review: writtenDate(reviewDueAt) });
}

export function isOverdue({ reviewDueAt }: KeptItem): boolean {
	return reviewDueAt !== null && reviewDueAt < Date.now();
}

export function writtenDate(time: number): string {
	return format({ dateStyle: 'long' }, time);
}

export function writtenTime(time: number): string {
	return format({ dateStyle: 'long', timeStyle: 'short' }, time);
}

export function writtenSize(bytes: number): string {
	return createBytesFormat(document.documentElement.lang)(bytes);
}

function format(options: Intl.DateTimeFormatOptions, time: number): string {
	return new Intl.DateTimeFormat(document.documentElement.lang, options).format(time);
}
