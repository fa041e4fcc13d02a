import type { FieldValue } from '../fields.ts';

/** Changes each text among the values of fields. */
export function mapTexts<Value extends FieldValue>(value: Value, change: (text: string) => string): Value;
export function mapTexts(value: FieldValue, change: (text: string) => string): FieldValue {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change));
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mapTexts(entry, change)]));
}
