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
			// JSON.parse answers `any`: a schema checks what comes from outside, a declared type what the hub wrote itself.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			// Said where it helps the reader: numbers of a database, text of a map.
			'@typescript-eslint/no-unnecessary-type-conversion': 'off',
			eqeqeq: 'error',
			'no-console': ['error', { allow: ['info', 'error'] }],
		},
	},
	{
		files: ['test/**/*.ts', '**/*.test.ts', '**/*.spec.ts'],
		rules: {
			// A test doubts what the types promise.
			'@typescript-eslint/no-unnecessary-condition': 'off',
			'no-console': 'off',
		},
	},
	{
		files: ['**/*.d.ts'],
		rules: { '@typescript-eslint/consistent-type-imports': 'off' },
	},
	astro.configs.recommended,
	{
		files: ['**/*.astro'],
		rules: {
			'astro/no-set-html-directive': 'off',
		},
	},
);
