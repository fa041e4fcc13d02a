import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import { formattersFor } from '../l10n/formatters.ts';
import type { Mails } from '../mail/mails.ts';

const linkSchema = z.object({ token: z.string() });

/** Mails with one-time links. Whoever reads the database finds no link in it: the token is sealed. */
export function addAccountMails(
	mails: Mails,
	{ links, organisations }: Pick<Accounts, 'links' | 'organisations'>,
	networkName: () => Promise<string>,
): void {
	mails.addTemplate('invitation', {
		secrets: ['token'],
		async compose(data, { t, language }) {
			const { token } = linkSchema.parse(data);
			const link = await links.find('invitation', token);
			// Used, withdrawn or too old by now.
			const organisationId = link?.organisationId ?? null;
			if (!link || organisationId === null) return null;
			const { name } = await organisations.get(organisationId);
			const network = await networkName();
			return {
				subject: t('mail.invitation.subject', { network }),
				heading: t('mail.invitation.subject', { network }),
				paragraphs: [
					t('mail.invitation.text', { organisation: name, network }),
					t('mail.link.until', { date: formattersFor(language).dateTime(link.expiresAt) }),
				],
				action: { text: t('mail.invitation.open'), url: `/invitation/${token}` },
				foot: [t('mail.invitation.notMeant')],
			};
		},
	});
	mails.addTemplate('passwordReset', {
		secrets: ['token'],
		async compose(data, { t, language }) {
			const { token } = linkSchema.parse(data);
			const link = await links.find('passwordReset', token);
			if (!link) return null;
			const network = await networkName();
			return {
				subject: t('mail.passwordReset.subject', { network }),
				heading: t('mail.passwordReset.subject', { network }),
				paragraphs: [
					t('mail.passwordReset.text'),
					t('mail.link.until', { date: formattersFor(language).dateTime(link.expiresAt) }),
				],
				action: { text: t('mail.passwordReset.open'), url: `/password/${token}` },
				foot: [t('mail.passwordReset.notMeant')],
			};
		},
	});
}
