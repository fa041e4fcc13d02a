import { normaliseEmail } from '../accounts/account.ts';
import type { App } from '../app.ts';
import type { Translate } from '../l10n/translator.ts';
import { CliError } from './failure.ts';

export interface FoundPerson {
	readonly id: string;
	readonly email: string;
	/** Where the person belongs; null for someone without a membership. */
	readonly organisationId: string | null;
}

/** Disabled accounts too. @throws CliError */
export async function findPerson({ database }: App, email: string, t: Translate): Promise<FoundPerson> {
	const row = await database.query
		.selectFrom('people')
		.leftJoin('memberships', 'memberships.person_id', 'people.id')
		.select(['people.id', 'people.email', 'memberships.organisation_id'])
		.where('people.email', '=', normaliseEmail(email))
		.executeTakeFirst();
	if (!row) throw new CliError(t('cli.unknownPerson', { email }));
	return { id: row.id, email: row.email, organisationId: row.organisation_id };
}
