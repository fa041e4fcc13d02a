import { expect, test } from 'vitest';
import { createTranslator } from '../l10n/translator.ts';
import { loadCoreMessages } from '../l10n/core-messages.ts';
import { isVerbundError } from '../errors.ts';
import { createPasswordRules } from './password-rules.ts';

test('a short password is answered at its field with the length that it needs', async () => {
	const translator = createTranslator();
	translator.add(loadCoreMessages());
	const fault = await faultOf(() => createPasswordRules().check('kurz', []));

	const [field] = fault?.fields ?? [];

	expect(field?.path).toBe('password');
	expect(translator.for('de')(field?.message ?? '', field?.values)).toContain('12');
});

test('what stands far behind costs no time to judge and saves nothing', async () => {
	const rules = createPasswordRules();

	const padded = await faultOf(() => rules.check('passwort'.repeat(6) + 'l33t'.repeat(200), []));
	const long = await faultOf(() => rules.check('Regenschirm mit Kupfergriff '.repeat(30), []));

	expect(padded?.code).toBe('accounts.passwordCommon');
	expect(long).toBeUndefined();
});

async function faultOf(check: () => Promise<void>) {
	try {
		await check();
	} catch (error) {
		if (isVerbundError(error)) return error;
	}
	return undefined;
}
