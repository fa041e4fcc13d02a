import type Docxtemplater from 'docxtemplater';
import type { SectionKind } from '../content/placeholders/placeholder-mark.ts';

type Module = Docxtemplater.DXT.Module;

/** What a placeholder of a Word file begins, beside those that are values. */
export type WordSection = SectionKind | 'letterhead';

/** Teaches the library the sections of the hub: `{{#if …}}`, `{{#unless …}}`, `{{#each …}}` and their ends. A module serves one file. */
export function createSectionModule(): Module {
	return {
		name: 'Sections',
		matchers: () => [
			...(['if', 'unless', 'each'] as const).flatMap(
				(section): ReturnType<NonNullable<Module['matchers']>> => [
					[
						`#${section} `,
						'loop',
						{ section, location: 'start', expandTo: 'auto', inverted: section === 'unless' },
					],
					[`/${section}`, 'loop', { location: 'end' }],
				],
			),
		],
	};
}

/** Null for a value. */
export function sectionOf(part: object): WordSection | null {
	const section = 'section' in part ? part.section : null;
	return kinds.find((kind) => kind === section) ?? null;
}

const kinds = ['if', 'unless', 'each', 'letterhead'] as const;
