import { systemActor } from '../access/actor.ts';
import { findAccount, toActor } from '../accounts/account.ts';
import type { App } from '../app.ts';
import { visitorFor } from '../host/visitor.ts';
import type { Translate } from '../l10n/translator.ts';
import { CliError } from './failure.ts';

/**
 * Runs a command as everyone else does: permission, validation, audit.
 *
 * @param as address of the person whose rights count; without it the system, for the purpose `cli`
 */
export async function execute(
	app: App,
	command: string,
	input: unknown,
	{ as, t }: { readonly as?: string | undefined; readonly t: Translate },
): Promise<unknown> {
	const account = as === undefined ? null : await findAccount(app.database, { email: as });
	if (as !== undefined && !account) throw new CliError(t('cli.unknownPerson', { email: as }));
	const actor = account ? toActor(account, null) : systemActor('cli');
	const { reader, disabledPlugins } = await visitorFor({ ...app, types: app.content.types }, actor, {
		account,
		session: null,
	});
	return app.commands.execute(command, input, { actor, reader, disabledPlugins });
}
