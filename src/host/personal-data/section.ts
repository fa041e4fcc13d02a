import type { Actor } from '../../access/actor.ts';
import { VerbundError } from '../../errors.ts';
import type { PersonalDataHandler } from '../plugin-context.ts';
import type { PluginHost } from '../plugin-host.ts';

/** What is said of it to people; texts, or a manifest's `%key%`. */
export interface PersonalDataDeclaration {
	readonly id: string;
	/** Null for the core. */
	readonly pluginName: string | null;
	readonly what: string;
	readonly why: string;
	readonly retention: string;
}

/** What the core or a plugin declares to store about people, with the functions behind it. */
export interface PersonalDataSection {
	readonly id: string;
	/** Null for the core. */
	readonly pluginId: string | null;
	/** Texts, or a manifest's `%key%`. */
	readonly what: string;
	readonly why: string;
	readonly retention: string;
	/** `<table>.<column>` that name people; erasing leaves no row with the person in them. */
	readonly columns: readonly string[];
	/** Columns in which the person's id stays, although nobody stands behind it any more. */
	readonly keeps: readonly string[];
	readonly handler: SectionHandler;
}

/** As plugins have it; the core also asks who gets to see it, for its sections hold what not everybody may read. */
export interface SectionHandler extends Pick<PersonalDataHandler, 'erase' | 'files'> {
	export(personId: string, asker: Actor): Promise<unknown>;
}

/**
 * Sections of all plugins, whether they are on or off. Activates those that declare any, so call it before a
 * transaction.
 *
 * @throws VerbundError `plugin.failed` if one does not start or has not registered what it declares: an answer without
 * it would be wrong
 */
export async function pluginSections(host: PluginHost): Promise<readonly PersonalDataSection[]> {
	const handlers = await host.personalData();
	return host.plugins.flatMap(({ id: pluginId, manifest }) =>
		manifest.contributes.personalData.map((declaration) => {
			const handler = handlers.get(declaration.id);
			if (!handler) {
				const cause = new Error(`Nobody has registered the personal data ${declaration.id}.`);
				host.noteFailure(pluginId, cause);
				throw new VerbundError('plugin.failed', { values: { plugin: manifest.displayName }, cause });
			}
			return { ...declaration, pluginId, handler };
		}),
	);
}
