import type { FieldError } from '../errors.ts';
import type { SettingDeclaration } from './manifest.ts';
import type { SettingValue } from './settings.ts';

type Fault = Omit<FieldError, 'path'>;

const longestText = 10_000;

/** Why a value is none for this setting, as a sentence at its field; null if it is one. */
export function settingFault(declaration: SettingDeclaration, value: SettingValue): Fault | null {
	switch (declaration.type) {
		case 'boolean':
			return typeof value === 'boolean' ? null : { message: 'field.setting' };
		case 'integer':
			return numberFault(declaration, value);
		default:
			return textFault(declaration, value);
	}
}

function numberFault({ minimum, maximum }: SettingDeclaration, value: SettingValue): Fault | null {
	const isWhole = typeof value === 'number' && Number.isInteger(value);
	if (isWhole && value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity)) return null;
	if (minimum !== undefined && maximum !== undefined)
		return { message: 'field.settingBetween', values: { minimum, maximum } };
	if (isWhole && minimum !== undefined) return { message: 'field.settingAtLeast', values: { minimum } };
	if (isWhole && maximum !== undefined) return { message: 'field.settingAtMost', values: { maximum } };
	return { message: 'field.settingNumber' };
}

function textFault(declaration: SettingDeclaration, value: SettingValue): Fault | null {
	const { minLength = 0, maxLength = longestText, enum: choices, format } = declaration;
	if (typeof value !== 'string') return { message: 'field.setting' };
	if (value.trim().length < minLength)
		return minLength <= 1
			? { message: 'field.required' }
			: { message: 'field.tooShort', values: { limit: minLength } };
	if (value.length > maxLength) return { message: 'field.tooLong', values: { limit: maxLength } };
	if (choices && !choices.includes(value)) return { message: 'field.settingChoice' };
	if (format === 'time' && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value))
		return { message: 'field.settingTime' };
	return null;
}
