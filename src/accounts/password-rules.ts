import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as german } from '@zxcvbn-ts/language-de';
import { VerbundError } from '../errors.ts';

// NIST SP 800-63B: length and a list of what is guessed first, no composition rules.
const shortest = 12;
const longest = 1024;
const guessableScore = 2;
/** The estimate takes time that grows with the square of the length: a tenth of a second for these, a minute for all. */
const judgedLength = 48;

export interface PasswordRules {
	/**
	 * @param known what an attacker knows: name, address, organisation
	 * @throws VerbundError `accounts.passwordLength` or `accounts.passwordCommon`
	 */
	check(password: string, known: readonly string[]): void;
}

export function createPasswordRules(): PasswordRules {
	let estimator: ZxcvbnFactory | undefined;

	return {
		check(password, known) {
			const length = [...password].length;
			if (length < shortest || length > longest) {
				const values = { shortest, longest };
				const fields = fieldOf('accounts.passwordLength').map((field) => ({ ...field, values }));
				throw new VerbundError('accounts.passwordLength', { values, fields });
			}
			// The word lists take a moment to load, and most processes never need them.
			estimator ??= new ZxcvbnFactory({ dictionary: { ...common, ...german }, graphs: adjacencyGraphs });
			const judged = (text: string) => text.slice(0, judgedLength);
			if (estimator.check(judged(password), known.map(judged)).score <= guessableScore) {
				throw new VerbundError('accounts.passwordCommon', { fields: fieldOf('accounts.passwordCommon') });
			}
		},
	};
}

function fieldOf(code: string) {
	return [{ path: 'password', message: `error.${code}` }];
}
