import type { PluginContext } from 'verbund';
import type { Question, Quiz } from './quiz-model.ts';

type Render = (markdown: string) => Promise<string>;

/** The same quiz with HTML in place of Markdown. */
export async function renderQuiz(
	quiz: Quiz,
	{ preview }: Pick<PluginContext['content'], 'preview'>,
): Promise<Quiz> {
	const render = createRender(preview);
	const groups: Quiz['groups'] = [];
	for (const group of quiz.groups) {
		const questions: Question[] = [];
		for (const question of group.questions) questions.push(await renderQuestion(question, render));
		groups.push({ ...group, questions });
	}
	return { groups };
}

async function renderQuestion(question: Question, render: Render): Promise<Question> {
	const { feedback } = question;
	const common = {
		title: inline(await render(question.title)),
		text: await render(question.text),
		feedback: {
			general: await render(feedback.general),
			right: await render(feedback.right),
			wrong: await render(feedback.wrong),
		},
	};
	switch (question.kind) {
		case 'choice': {
			const choices = await inTurn(question.choices, async (choice) => ({
				...choice,
				text: inline(await render(choice.text)),
				feedback: await render(choice.feedback),
			}));
			return { ...question, ...common, choices };
		}
		case 'order':
			return {
				...question,
				...common,
				items: await inTurn(question.items, async (item) => inline(await render(item))),
			};
		case 'match': {
			const pairs = await inTurn(question.pairs, async (pair) => ({
				...pair,
				left: inline(await render(pair.left)),
			}));
			return { ...question, ...common, pairs };
		}
		case 'free':
			return { ...question, ...common, sample: await render(question.sample) };
		default:
			return { ...question, ...common };
	}
}

/** Words without a mark are rendered here: most answers are, and there are many. */
function createRender(preview: PluginContext['content']['preview']): Render {
	return async (markdown) => {
		if (markdown.trim() === '') return '';
		if (
			/^[\p{L}\p{N}][\p{L}\p{N} ,;?!–„“’%€\uE000\uE001-]*\.?$/u.test(markdown) &&
			!/\d\.|www|--/.test(markdown)
		) {
			return `<p>${markdown}</p>`;
		}
		const { segments, slots } = await preview(markdown);
		// A question is the same for everybody: what depends on the reader stays as it was written.
		return segments.reduce((html, segment, index) => {
			const slot = slots[index - 1];
			const words =
				slot?.kind === 'placeholder' ? `{{${slot.name}}}` : slot?.kind === 'itemLink' ? slot.label : null;
			return `${html}${escapeHtml(words ?? '…')}${segment}`;
		});
	};
}

/** One paragraph without its mark, for legends and labels. */
function inline(html: string): string {
	const [, words] = /^<p>((?:(?!<\/?p>)[\s\S])*)<\/p>\s*$/.exec(html) ?? [];
	return words ?? html;
}

export function escapeHtml(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

async function inTurn<From, To>(list: readonly From[], map: (one: From) => Promise<To>): Promise<To[]> {
	const mapped: To[] = [];
	for (const one of list) mapped.push(await map(one));
	return mapped;
}
