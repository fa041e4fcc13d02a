import type { App } from '../app.ts';
import type { ContentLanguage } from '../l10n/languages.ts';
import type { Snippet } from '../workbench/locals.ts';
import type { Visitor } from './visitor.ts';

/** Templates of the plugins that are on for this visitor, in the language of the text that they go into. */
export function snippetsFor({ host, translator }: App, { disabledPlugins, language }: Visitor) {
	return (typeId: string, textLanguage: string): readonly Snippet[] => {
		const written: ContentLanguage = textLanguage === 'en' ? 'en' : 'de';
		return host.plugins
			.filter(({ id }) => !disabledPlugins.includes(id))
			.flatMap(({ manifest }) => manifest.contributes.snippets)
			.filter(({ contentTypes }) => contentTypes === undefined || contentTypes.includes(typeId))
			.map(({ prefix, title, description, body }) => ({
				prefix,
				title: translator.resolve(language, title),
				description: translator.resolve(language, description),
				body: [body]
					.flat()
					.map((line) => translator.resolve(written, line))
					.join('\n'),
			}));
	};
}
