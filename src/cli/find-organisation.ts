import type { App } from '../app.ts';
import type { Organisation } from '../accounts/organisations.ts';
import type { Translate } from '../l10n/translator.ts';
import { CliError } from './failure.ts';

/** @throws CliError with the slugs that there are */
export async function findOrganisation({ accounts }: App, slug: string, t: Translate): Promise<Organisation> {
	const organisations = await accounts.organisations.list();
	const organisation = organisations.find((candidate) => candidate.slug === slug);
	if (organisation) return organisation;
	const known = organisations.map((candidate) => candidate.slug).join(', ');
	throw new CliError(t('cli.unknownOrganisation', { slug, known }));
}
