import type { Translate } from 'verbund';
import { escapeHtml } from './render-quiz.ts';
import type { ShownGap, ShownQuestion } from './shown-question.ts';

/** A gap as HTML, to stand in the middle of a sentence. */
export function gapControl(
	{ place, gaps, sent, isFinal }: ShownQuestion,
	index: number,
	t: Translate,
): string {
	const gap = gaps[index];
	if (!gap) return '';
	const attributes = [
		`name="answers.${place}.${index}"`,
		`aria-label="${escapeHtml(t('training.quiz.gap', { number: index + 1 }))}"`,
		'class="input quiz-gap"',
		...(isFinal ? ['disabled'] : []),
		...(gap.isRight === null ? [] : [`data-right="${gap.isRight ? 'yes' : 'no'}"`]),
	].join(' ');
	return controlOf(gap, attributes, sent[index] ?? '', t) + verdictOf(gap, t);
}

function controlOf({ kind, options }: ShownGap, attributes: string, said: string, t: Translate): string {
	if (kind !== 'menu') {
		const mode = kind === 'number' ? ' inputmode="decimal"' : '';
		return `<input type="text" autocomplete="off" maxlength="200"${mode} ${attributes} value="${escapeHtml(said)}">`;
	}
	const entries = options.map((option, place) => {
		const selected = String(place) === said ? ' selected' : '';
		return `<option value="${place}"${selected}>${escapeHtml(option)}</option>`;
	});
	return `<select ${attributes}><option value="">${escapeHtml(t('training.quiz.choose'))}</option>${entries.join('')}</select>`;
}

function verdictOf({ isRight, right }: ShownGap, t: Translate): string {
	if (isRight === null) return '';
	const words = isRight ? t('training.quiz.gapRight') : t('training.quiz.gapWrong', { right });
	return ` <span class="quiz-gap-verdict" data-right="${isRight ? 'yes' : 'no'}">${escapeHtml(words)}</span>`;
}
