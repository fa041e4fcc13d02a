import { z } from 'zod';
import { required, UsageError, type CliCommand, type CommandLine } from '../command-line.ts';
import { execute } from '../execute.ts';
import { findPerson } from '../find-person.ts';
import { printTable } from '../table.ts';

const createdSchema = z.object({ token: z.string() });

export const tokenCommand: CliCommand = {
	name: 'token',
	usage: [
		'token create <email> --name <name> [--scope read|write] [--days <number>]',
		'token list <email>',
		'token revoke <email> <id>',
	],
	explained: ['create', 'list', 'revoke', 'name', 'scope', 'days'],
	async run(line) {
		const { t } = line;
		const { positionals, values } = line.parse({
			name: { type: 'string' },
			scope: { type: 'string', default: 'read' },
			days: { type: 'string' },
		});
		const [action, email, id] = positionals;
		const as = required(email, '<email>', t);
		const { name, scope, days } = values;
		switch (action) {
			case 'create': {
				const input = {
					name: required(name, '--name', t),
					scope,
					...(days === undefined ? {} : { days: Number(days) }),
				};
				const { token } = createdSchema.parse(
					await execute(await line.openApp(), 'accounts.createToken', input, { as, t }),
				);
				console.info(t('cli.token.created'));
				console.info(token);
				return 0;
			}
			case 'list':
				return listTokens(line, as);
			case 'revoke':
				await execute(
					await line.openApp(),
					'accounts.revokeToken',
					{ id: required(id, '<id>', t) },
					{ as, t },
				);
				console.info(t('cli.token.revoked'));
				return 0;
			default:
				throw new UsageError(t('cli.badOption', { reason: action ?? '' }));
		}
	},
};

async function listTokens({ t, openApp }: CommandLine, email: string): Promise<number> {
	const app = await openApp();
	const { id } = await findPerson(app, email, t);
	printTable(
		[t('cli.column.id'), t('cli.column.name'), t('cli.column.scope'), t('cli.column.expires')],
		(await app.accounts.tokens.list(id)).map((token) => [
			token.id,
			token.name,
			token.scope,
			token.expiresAt === null ? t('cli.never') : new Date(token.expiresAt).toISOString().slice(0, 10),
		]),
	);
	return 0;
}
