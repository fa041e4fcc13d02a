/**
 * A `when` or `enablement` clause, after VS Code: `item.type == procedure && 'author' in person.roles`. `!` binds
 * strongest, then comparisons, then `&&`, then `||`; parentheses group. On the left of an operator a bare word is
 * a key; on the right of `==` and `!=` it is text, on the right of `in` a key that holds a list; `=~` takes a
 * regular expression between slashes. Clauses are for comfort only: what is allowed is asked elsewhere.
 */
export type WhenClause = (lookUp: WhenLookUp) => boolean;

/** Value of a key; `undefined` for a key that means nothing here. */
export type WhenLookUp = (key: string) => WhenValue | undefined;

export type WhenValue = string | number | boolean | null | readonly (string | number)[];

/** What is wrong with a clause, and where. */
export class WhenSyntaxError extends Error {}

/** @throws WhenSyntaxError */
export function parseWhen(source: string): WhenClause {
	const tokens = readTokens(source);
	let position = 0;
	const peek = () => tokens[position];
	const take = (text: string) => peek()?.kind === 'sign' && peek()?.text === text && ++position > 0;

	const clause = parseOr();
	const rest = peek();
	if (rest) throw unexpected(source, rest);
	return clause;

	function parseOr(): WhenClause {
		const parts = [parseAnd()];
		while (take('||')) parts.push(parseAnd());
		return parts.length === 1 && parts[0] ? parts[0] : (lookUp) => parts.some((part) => part(lookUp));
	}

	function parseAnd(): WhenClause {
		const parts = [parseNot()];
		while (take('&&')) parts.push(parseNot());
		return parts.length === 1 && parts[0] ? parts[0] : (lookUp) => parts.every((part) => part(lookUp));
	}

	function parseNot(): WhenClause {
		if (take('!')) {
			const negated = parseNot();
			return (lookUp) => !negated(lookUp);
		}
		if (take('(')) {
			const inner = parseOr();
			if (!take(')')) throw unexpected(source, peek());
			return inner;
		}
		return parseComparison();
	}

	function parseComparison(): WhenClause {
		const left = parseOperand();
		if (take('==')) {
			const wanted = parseText();
			return (lookUp) => same(left(lookUp), wanted);
		}
		if (take('!=')) {
			const wanted = parseText();
			return (lookUp) => !same(left(lookUp), wanted);
		}
		if (take('=~')) {
			const pattern = parsePattern();
			return (lookUp) => pattern.test(String(left(lookUp) ?? ''));
		}
		if (take('in')) {
			const list = parseOperand();
			return (lookUp) => contains(list(lookUp), left(lookUp));
		}
		return (lookUp) => isTruthy(left(lookUp));
	}

	function parseOperand(): (lookUp: WhenLookUp) => WhenValue | undefined {
		const token = next();
		if (token.kind === 'literal') return () => token.value;
		if (token.kind === 'word') return (lookUp) => lookUp(token.text);
		throw unexpected(source, token);
	}

	function parseText(): WhenValue {
		const token = next();
		if (token.kind === 'literal') return token.value;
		if (token.kind === 'word') return token.text;
		throw unexpected(source, token);
	}

	function parsePattern(): RegExp {
		const token = next();
		if (token.kind === 'pattern') return token.pattern;
		throw unexpected(source, token);
	}

	function next(): Token {
		const token = tokens[position++];
		if (!token) throw unexpected(source, undefined);
		return token;
	}
}

/** The same, for a zod schema: null for a clause that can be read, else what is wrong. */
export function whenFault(source: string): string | null {
	try {
		parseWhen(source);
		return null;
	} catch (error) {
		if (error instanceof WhenSyntaxError) return error.message;
		throw error;
	}
}

type Token = { readonly at: number; readonly text: string } & (
	| { readonly kind: 'sign' | 'word' }
	| { readonly kind: 'literal'; readonly value: WhenValue }
	| { readonly kind: 'pattern'; readonly pattern: RegExp }
);

const tokenSyntax =
	/\s*(?:(?<sign>&&|\|\||==|!=|=~|!|\(|\)|in(?![\w.:-]))|(?<number>-?\d+(?:\.\d+)?(?![\w.:-]))|'(?<single>[^']*)'|"(?<double>[^"]*)"|\/(?<pattern>(?:[^/\\]|\\.)+)\/(?<flags>[imsu]*)|(?<word>[A-Za-z_][\w.:-]*))/y;

function readTokens(source: string): Token[] {
	const tokens: Token[] = [];
	const end = source.trimEnd().length;
	tokenSyntax.lastIndex = 0;
	while (tokenSyntax.lastIndex < end) {
		const start = tokenSyntax.lastIndex;
		const match = tokenSyntax.exec(source);
		if (!match) throw faultAt(source, start);
		tokens.push(toToken(source, match));
	}
	return tokens;
}

function toToken(source: string, match: RegExpExecArray): Token {
	const { sign, number, single, double, pattern, flags, word } = match.groups ?? {};
	const text = match[0].trim();
	const at = match.index + match[0].indexOf(text);
	if (sign !== undefined) return { kind: 'sign', text, at };
	if (number !== undefined) return { kind: 'literal', value: Number(number), text, at };
	const quoted = single ?? double;
	if (quoted !== undefined) return { kind: 'literal', value: quoted, text, at };
	if (pattern !== undefined)
		return { kind: 'pattern', pattern: toPattern(source, pattern, flags, at), text, at };
	if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', text, at };
	return { kind: 'word', text, at };
}

function toPattern(source: string, pattern: string, flags: string | undefined, at: number): RegExp {
	try {
		return new RegExp(pattern, flags);
	} catch {
		throw faultAt(source, at);
	}
}

function unexpected(source: string, token: Token | undefined): WhenSyntaxError {
	return faultAt(source, token?.at ?? source.length);
}

function faultAt(source: string, at: number): WhenSyntaxError {
	const rest = source.slice(at).trim();
	const what = rest === '' ? 'ends too early' : `“${rest}” is not understood`;
	return new WhenSyntaxError(`“${source}”: ${what}`);
}

/** Numbers and yes or no compare with how they are written, as `config.limit == 3` and `item.own == true` read. */
function same(value: WhenValue | undefined, wanted: WhenValue): boolean {
	return value !== undefined && value !== null && String(value) === String(wanted);
}

function contains(list: WhenValue | undefined, value: WhenValue | undefined): boolean {
	return Array.isArray(list) && list.some((entry) => same(entry, value ?? null));
}

function isTruthy(value: WhenValue | undefined): boolean {
	return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
