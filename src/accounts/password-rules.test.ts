import { expect, test } from 'vitest';
import { createTranslator } from '../l10n/translator.ts';
import { loadCoreMessages } from '../l10n/core-messages.ts';
import { isVerbundError } from '../errors.ts';
import { createPasswordRules } from './password-rules.ts';

test('a short password is answered at its field with the length that it needs', () => {
	const translator = createTranslator();
	translator.add(loadCoreMessages());
	const fault = faultOf(() => createPasswordRules().check('kurz', []));

	const [field] = fault?.fields ?? [];

	expect(field?.path).toBe('password');
	expect(translator.for('de')(field?.message ?? '', field?.values)).toContain('12');
});

function faultOf(check: () => void) {
	try {
		check();
	} catch (error) {
		if (isVerbundError(error)) return error;
	}
	return undefined;
}
