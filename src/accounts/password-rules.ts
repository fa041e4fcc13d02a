import { VerbundError } from '../errors.ts';

// NIST SP 800-63B: length and a list of what is guessed first, no composition rules.
const shortest = 12;
const longest = 1024;
const guessableScore = 2;

export interface PasswordRules {
	/**
	 * @param known what an attacker knows: name, address, organisation
	 * @throws VerbundError `accounts.passwordLength` or `accounts.passwordCommon`
	 */
	check(password: string, known: readonly string[]): Promise<void>;
}

export function createPasswordRules(): PasswordRules {
	return {
		async check(password, known) {
			const length = [...password].length;
			if (length < shortest || length > longest) {
				const values = { shortest, longest };
				const fields = fieldOf('accounts.passwordLength').map((field) => ({ ...field, values }));
				throw new VerbundError('accounts.passwordLength', { values, fields });
			}
			// Its word lists take a moment and 20 MB, and most processes never need them.
			const { passwordScore } = await import('./password-score.ts');
			if (passwordScore(password, known) <= guessableScore) {
				throw new VerbundError('accounts.passwordCommon', { fields: fieldOf('accounts.passwordCommon') });
			}
		},
	};
}

function fieldOf(code: string) {
	return [{ path: 'password', message: `error.${code}` }];
}
