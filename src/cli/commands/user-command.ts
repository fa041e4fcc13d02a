import { z } from 'zod';
import { required, UsageError, type CliCommand, type CommandLine } from '../command-line.ts';
import { execute } from '../execute.ts';
import { CliError } from '../failure.ts';
import { findOrganisation } from '../find-organisation.ts';
import { findPerson } from '../find-person.ts';
import { printTable } from '../table.ts';

const linkSchema = z.object({ token: z.string() });

export const userCommand: CliCommand = {
	name: 'user',
	usage: [
		'user list',
		'user create <email> --organisation <slug> [--roles <role,...>]',
		'user roles <email> --organisation <slug> --roles <role,...>',
		'user reset-password <email>',
		'user disable <email>',
		'user enable <email>',
	],
	explained: ['list', 'create', 'roles', 'reset-password', 'disable', 'enable', 'organisation'],
	run(line) {
		const { t } = line;
		const { positionals, values } = line.parse({
			organisation: { type: 'string' },
			roles: { type: 'string', default: 'reader' },
		});
		const [action = 'list', email] = positionals;
		const roles = values.roles.split(',').map((role) => role.trim());
		switch (action) {
			case 'list':
				return listPeople(line);
			case 'create':
				return invite(
					line,
					required(email, '<email>', t),
					required(values.organisation, '--organisation', t),
					roles,
				);
			case 'reset-password':
				return resetPassword(line, required(email, '<email>', t));
			case 'disable':
			case 'enable':
				return setDisabled(line, required(email, '<email>', t), action === 'disable');
			case 'roles':
				return changeRoles(
					line,
					required(email, '<email>', t),
					required(values.organisation, '--organisation', t),
					roles,
				);
			default:
				throw new UsageError(t('cli.badOption', { reason: action }));
		}
	},
};

async function listPeople({ t, openApp }: CommandLine): Promise<number> {
	const { database, accounts } = await openApp();
	const people = await database.query.selectFrom('people').selectAll().orderBy('email').execute();
	const memberships = await Promise.all(
		(await accounts.organisations.list()).map(async ({ id, slug }) => ({
			slug,
			members: await accounts.people.members(id),
		})),
	);
	printTable(
		[t('cli.column.email'), t('cli.column.name'), t('cli.column.state'), t('cli.column.roles')],
		people.map(({ id, email, name, disabled_at, network_admin }) => [
			email,
			name,
			t(disabled_at === null ? 'cli.state.active' : 'cli.state.disabled'),
			[
				...(network_admin === 1 ? [t('cli.networkAdmin')] : []),
				...memberships.flatMap(({ slug, members }) =>
					members.filter((member) => member.id === id).map(({ roles }) => `${slug}: ${roles.join(', ')}`),
				),
			].join('; '),
		]),
	);
	return 0;
}

async function invite(
	line: CommandLine,
	email: string,
	slug: string,
	roles: readonly string[],
): Promise<number> {
	const { t } = line;
	const app = await line.openApp();
	const organisation = await findOrganisation(app, slug, t);
	const input = { organisationId: organisation.id, roles, email };
	const { token } = linkSchema.parse(await execute(app, 'accounts.invite', input, { t }));
	console.info(t('cli.user.invited', { email }));
	console.info(new URL(`/invitation/${token}`, line.config.url).href);
	return 0;
}

async function resetPassword(line: CommandLine, email: string): Promise<number> {
	const { t } = line;
	const app = await line.openApp();
	const person = await findPerson(app, email, t);
	if (person.organisationId === null) throw new CliError(t('cli.unknownPerson', { email }));
	const input = { organisationId: person.organisationId, personId: person.id };
	const { token } = linkSchema.parse(await execute(app, 'accounts.createPasswordReset', input, { t }));
	console.info(t('cli.user.reset'));
	console.info(new URL(`/password/${token}`, line.config.url).href);
	return 0;
}

async function setDisabled(line: CommandLine, email: string, disabled: boolean): Promise<number> {
	const { t } = line;
	const app = await line.openApp();
	const { id } = await findPerson(app, email, t);
	await execute(app, 'accounts.setDisabled', { personId: id, disabled }, { t });
	console.info(t(disabled ? 'cli.user.disabled' : 'cli.user.enabled', { email }));
	return 0;
}

async function changeRoles(
	line: CommandLine,
	email: string,
	slug: string,
	roles: readonly string[],
): Promise<number> {
	const { t } = line;
	const app = await line.openApp();
	const organisation = await findOrganisation(app, slug, t);
	const { id } = await findPerson(app, email, t);
	await execute(app, 'accounts.changeRoles', { organisationId: organisation.id, personId: id, roles }, { t });
	console.info(t('cli.user.roles', { email, organisation: organisation.name, roles: roles.join(', ') }));
	return 0;
}
