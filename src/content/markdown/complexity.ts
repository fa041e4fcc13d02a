import type { Token } from 'markdown-it';
import { maxNesting, tooComplex, type MarkdownLimits } from './limits.ts';

/**
 * A link reference may be used a hundred thousand times and emphasis may stand in emphasis, so a short source can
 * make a huge or bottomless page: this is seen in the tokens, before HTML is made of them.
 */
export function checkComplexity(tokens: readonly Token[], limits: MarkdownLimits): void {
	if (measure(tokens, 0) > limits.htmlLength) throw tooComplex();
}

const tagLength = 12;

function measure(tokens: readonly Token[], outerDepth: number): number {
	let depth = outerDepth;
	let length = 0;
	for (const token of tokens) {
		depth += token.nesting;
		if (depth - outerDepth > maxNesting) throw tooComplex();
		length += tagLength + (token.children ? measure(token.children, depth) : token.content.length);
		for (const [, value] of token.attrs ?? []) length += String(value).length;
	}
	return length;
}
