import type { ProblemCheck } from 'verbund';
import { checkedLanguage, checkText } from './check-text.ts';

/** Looks through all that people read of a German text. */
export function createPlainLanguageCheck(): ProblemCheck {
	return {
		check({ language, texts }) {
			const checked = checkedLanguage(language);
			if (checked === null) return [];
			return texts.flatMap(({ field, markdown }) =>
				checkText(markdown, checked).map(({ rule, ...finding }) => ({
					...finding,
					message: `plain-language.${rule}`,
					field,
				})),
			);
		},
	};
}
