import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import type { MarkType } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';
import { markPattern, parseMark, writeMark } from '../../../content/placeholders/placeholder-mark.ts';
import { documentSchema } from '../../../document/document-schema.ts';

const { nodes, marks } = documentSchema;

/** What people type who know Markdown becomes what it means at once. */
export function markdownRules(): Plugin {
	return inputRules({
		rules: [
			textblockTypeInputRule(/^(#{2,4})\s$/, nodes.heading, ([, marksOf = '']) => ({
				level: marksOf.length,
			})),
			textblockTypeInputRule(/^#\s$/, nodes.heading, { level: 2 }),
			wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
			wrappingInputRule(
				/^(\d{1,4})\.\s$/,
				nodes.ordered_list,
				([, start]) => ({ start: Number(start) }),
				([, start], list) => list.childCount + Number(list.attrs['start']) === Number(start),
			),
			taskRule(),
			wrappingInputRule(/^>\s$/, nodes.blockquote),
			textblockTypeInputRule(/^```$/, nodes.code_block),
			markRule(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
			markRule(/(?<![*\p{L}\p{N}])\*([^*\s](?:[^*]*[^*\s])?)\*$/u, marks.em),
			markRule(/(?<!`)`([^`]+)`$/, marks.code),
			new InputRule(new RegExp(`${markPattern}$`), (state, [, inner = ''], from, to) => {
				const mark = parseMark(inner);
				return mark && state.tr.replaceWith(from, to, nodes.placeholder.create({ name: writeMark(mark) }));
			}),
		],
	});
}

/** `[ ] ` at the start of a point makes a task of it. */
function taskRule(): InputRule {
	return new InputRule(/^\[([ xX]?)\]\s$/, (state, [, tick = ''], from, to) => {
		const $from = state.doc.resolve(from);
		if ($from.depth < 2 || $from.node(-1).type !== nodes.list_item) return null;
		return state.tr
			.delete(from, to)
			.setNodeAttribute($from.before(-1), 'checked', tick.toLowerCase() === 'x');
	});
}

function markRule(pattern: RegExp, type: MarkType): InputRule {
	return new InputRule(pattern, (state, [whole = '', words = ''], from, to) => {
		// The last sign of the match is the one being typed.
		const start = from + whole.indexOf(words);
		if (state.doc.rangeHasMark(from, to, marks.code)) return null;
		const { tr } = state;
		const end = start + words.length;
		if (end < to) tr.delete(end, to);
		if (start > from) tr.delete(from, start);
		return tr.addMark(from, from + words.length, type.create()).removeStoredMark(type);
	});
}
