import { readAllowedHosts, type PluginContext } from 'verbund';
import { createFolderSource } from './folder-source.ts';
import { SourceFault } from './source-fault.ts';
import type { SourceAccess, SourceReader } from './source.ts';
import { createWebdavSource } from './webdav-source.ts';

export interface SourceOwner {
	readonly organisationId: string;
}

/** The way to a source, as the settings and the environment allow it now. */
export type ReachSource = (access: SourceAccess, owner: SourceOwner) => Promise<SourceReader>;

export function createReachSource(context: PluginContext): ReachSource {
	return async (access, { organisationId }) => {
		if (access.kind === 'folder') {
			return createFolderSource(access.location, await openFoldersOf(context, organisationId));
		}
		const network = { organisationId: null, personId: null };
		const allowed = await context.settings.get('documents.allowedHosts', network);
		return createWebdavSource(access, readAllowedHosts(String(allowed)));
	};
}

/** What whoever runs the server has opened for an organisation. */
export async function openFoldersOf(
	{ installation, organisations }: Pick<PluginContext, 'installation' | 'organisations'>,
	organisationId: string,
): Promise<readonly string[]> {
	if (installation.openFolders.length === 0) return [];
	const owner = (await organisations.list()).find(({ id }) => id === organisationId);
	return installation.openFolders
		.filter(({ organisation }) => organisation === null || organisation === owner?.slug)
		.map(({ path }) => path);
}

/** The password of a source as it was stored. @throws SourceFault `passwordLost` */
export function openPassword({ seal }: Pick<PluginContext, 'seal'>, sealed: string): string {
	if (sealed === '') return '';
	const password = seal.open(sealed);
	if (password === null) throw new SourceFault('passwordLost');
	return password;
}
