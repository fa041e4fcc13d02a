import { definePlugin } from 'verbund';
import { createPlainLanguageCheck } from './plain-language-check.ts';

export default definePlugin({
	activate(context) {
		context.problems.register('plain-language.findings', createPlainLanguageCheck());
	},
});
