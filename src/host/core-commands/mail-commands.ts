import { z } from 'zod';
import type { Accounts } from '../../accounts/accounts.ts';
import { VerbundError } from '../../errors.ts';
import { isInterfaceLanguage } from '../../l10n/languages.ts';
import type { Translator } from '../../l10n/translator.ts';
import { mailSecurities } from '../../mail/mail-server.ts';
import type { Mails } from '../../mail/mails.ts';
import { email, id, personIdOf, type AddCommand } from './core-command.ts';

export interface MailCommandParts {
	readonly mails: Mails;
	readonly accounts: Accounts;
	readonly translator: Translator;
}

const hostName = z
	.string()
	.trim()
	.min(1)
	.max(253)
	.regex(/^[a-z0-9.:[\]-]+$/i, { message: 'field.hostName' });

/** What administrators of the network do with mail. */
export function addMailCommands(add: AddCommand, { mails, accounts, translator }: MailCommandParts): void {
	const ofNetwork = () => ({ objects: {}, organisationId: null });
	const mailId = z.strictObject({ mailId: id });
	const note = ({ mailId: mail }: z.infer<typeof mailId>) => ({ objects: { mail }, organisationId: null });

	add(
		'mail.configure',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({
				host: hostName,
				port: z.int().min(1).max(65_535),
				security: z.enum(mailSecurities),
				user: z.string().trim().max(320).default(''),
				/** Empty keeps the one that is stored. */
				password: z.string().max(1000).optional(),
				from: email,
			}),
			async run(_context, { password, ...server }) {
				await mails.servers.change({ ...server, ...(password ? { password } : {}) });
				await mails.hurry();
				return {};
			},
			audit: ofNetwork,
			secret: true,
		},
	);
	add(
		'mail.switchOff',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({}),
			async run() {
				await mails.servers.remove();
				return {};
			},
			audit: ofNetwork,
		},
	);
	add(
		'mail.sendTest',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({}),
			async prepare({ actor }) {
				const account = await accounts.find(personIdOf(actor));
				if (!account) throw new VerbundError('access.denied');
				const chosen = account.preferences.interfaceLanguage ?? '';
				const language = isInterfaceLanguage(chosen) ? chosen : 'de';
				const t = translator.for(language);
				const content = {
					subject: t('mail.test.subject'),
					heading: t('mail.test.subject'),
					paragraphs: [t('mail.test.text')],
					action: { text: t('mail.test.open'), url: '/admin/mail' },
				};
				await mails.sendNow(account.email, content, language);
			},
			run: async () => ({}),
			audit: ofNetwork,
		},
	);
	add(
		'mail.retry',
		{ permission: 'network.manage' },
		{
			input: mailId,
			async run(_context, input) {
				await mails.retry(input.mailId);
				return {};
			},
			audit: note,
		},
	);
	add(
		'mail.retryFailed',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({}),
			async run() {
				await mails.retryFailed();
				return {};
			},
			audit: ofNetwork,
		},
	);
	add(
		'mail.drop',
		{ permission: 'network.manage' },
		{
			input: mailId,
			async run(_context, input) {
				await mails.drop(input.mailId);
				return {};
			},
			audit: note,
		},
	);
}
