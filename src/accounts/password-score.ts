import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as german } from '@zxcvbn-ts/language-de';

/** The estimate takes time that grows with the square of the length: a tenth of a second for these, a minute for all. */
const judgedLength = 48;

const estimator = new ZxcvbnFactory({ dictionary: { ...common, ...german }, graphs: adjacencyGraphs });

/**
 * How hard a password is to guess, from 0 to 4.
 *
 * @param known what an attacker knows: name, address, organisation
 */
export function passwordScore(password: string, known: readonly string[]): number {
	return estimator.check(judged(password), known.map(judged)).score;
}

function judged(text: string): string {
	return text.slice(0, judgedLength);
}
