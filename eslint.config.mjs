import astro from 'eslint-plugin-astro';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';

export default defineConfig(
	globalIgnores(['**/dist/', 'data/', 'coverage/', '.astro/', '.verbund/']),
	{
		files: ['**/*.ts'],
		extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			// Awaiting nothing is how a function keeps the promise of its interface.
			'@typescript-eslint/require-await': 'off',
			// `environment['PORT']` is what `noPropertyAccessFromIndexSignature` asks for.
			'@typescript-eslint/dot-notation': 'off',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
			],
			// Factories hand out functions, not methods: there is no `this` to lose.
			'@typescript-eslint/unbound-method': 'off',
			'@typescript-eslint/no-misused-spread': [
				'error',
				{ allow: [{ from: 'lib', name: 'string' }, 'string'] },
			],
			'@typescript-eslint/consistent-indexed-object-style': 'off',
			eqeqeq: 'error',
			'no-console': ['error', { allow: ['info', 'error'] }],
		},
	},
	astro.configs.recommended,
	{
		files: ['**/*.astro'],
		rules: {
			'astro/no-set-html-directive': 'off',
		},
	},
);
