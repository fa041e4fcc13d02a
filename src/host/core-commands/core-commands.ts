import type { Acknowledgements } from '../../content/acknowledgement/acknowledgements.ts';
import type { FeedAddresses } from '../../feeds/feed-addresses.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { BarrierReports } from '../../legal/barrier-reports.ts';
import type { LegalTexts } from '../../legal/legal-texts.ts';
import type { Notifications } from '../../notifications/notifications.ts';
import type { Commands } from '../commands.ts';
import type { Walkthroughs } from '../walkthroughs.ts';
import { addAcknowledgementCommands, type AcknowledgementCommandParts } from './acknowledgement-commands.ts';
import { addBackupCommands, type BackupCommandParts } from './backup-commands.ts';
import { addConfirmReviewCommand, type ConfirmReviewParts } from './confirm-review-command.ts';
import { addContentCommands, type ContentCommandParts } from './content-commands.ts';
import { addEditingCommands } from './editing-commands.ts';
import { addTo } from './core-command.ts';
import { addHubCommands, type HubCommandParts } from './hub-commands.ts';
import { addHandoverCommand, type HandoverParts } from './handover-command.ts';
import { addJobCommands } from './job-commands.ts';
import { addLegalCommands, type LegalCommandParts } from './legal-commands.ts';
import { addPersonalDataCommands, type PersonalDataCommandParts } from './personal-data-commands.ts';
import { addGroupCommands } from './group-commands.ts';
import { addOrganisationImageCommands } from './organisation-image-commands.ts';
import { addOrganisationCommands } from './organisation-commands.ts';
import { addPeopleCommands } from './people-commands.ts';
import { addSiteCommands } from './site-commands.ts';
import { addSessionCommands } from './session-commands.ts';
import { addWalkthroughCommands } from './walkthrough-commands.ts';
import { addReviewCommands, type ReviewCommandParts } from './review-commands.ts';
import { addReviewPolicyCommands, type ReviewPolicyCommandParts } from './review-policy-commands.ts';
import { addRebuildCommand } from './rebuild-command.ts';
import { addSearchCommands, type SearchCommandParts } from './search-commands.ts';
import { addSetUpCommand, type SetUpParts } from './set-up-command.ts';
import { addSynonymCommands } from './synonym-commands.ts';
import { addProblemCommands, type ProblemCommandParts } from './problem-commands.ts';
import { addFeedCommands } from './feed-commands.ts';
import { addMailCommands, type MailCommandParts } from './mail-commands.ts';
import { addNotificationCommands, type NotificationCommandParts } from './notification-commands.ts';
import { addTransferCommands, type TransferCommandParts } from './transfer-commands.ts';

export interface CoreCommandParts
	extends
		AcknowledgementCommandParts,
		BackupCommandParts,
		ConfirmReviewParts,
		ContentCommandParts,
		HandoverParts,
		HubCommandParts,
		MailCommandParts,
		NotificationCommandParts,
		PersonalDataCommandParts,
		ProblemCommandParts,
		ReviewCommandParts,
		SetUpParts,
		Omit<LegalCommandParts, 'texts' | 'barriers'>,
		Omit<ReviewPolicyCommandParts, 'types'>,
		Omit<SearchCommandParts, 'types'>,
		Omit<TransferCommandParts, 'collections'> {
	readonly acknowledgements: Acknowledgements;
	readonly commands: Commands;
	readonly feeds: FeedAddresses;
	readonly jobs: Jobs;
	readonly legal: { readonly texts: LegalTexts; readonly barriers: BarrierReports };
	readonly notifications: Notifications;
	readonly walkthroughs: Walkthroughs;
}

/** Everything that can be done in the core. */
export function addCoreCommands(parts: CoreCommandParts): void {
	const { accounts, content, jobs, legal } = parts;
	const { types } = content;
	const add = addTo(parts.commands);

	addSetUpCommand(add, parts);
	addSessionCommands(add, accounts);
	addPeopleCommands(add, accounts, parts.mails);
	addGroupCommands(add, accounts);
	addOrganisationCommands(add, accounts.organisations);
	addOrganisationImageCommands(add, accounts.organisations);
	addSiteCommands(add, accounts);
	addHandoverCommand(add, parts);
	addPersonalDataCommands(add, parts);

	addContentCommands(add, parts);
	addEditingCommands(add, parts);
	addAcknowledgementCommands(add, parts);
	addConfirmReviewCommand(add, parts);
	addReviewCommands(add, parts);
	addReviewPolicyCommands(add, { ...parts, types });
	addProblemCommands(add, parts);
	addTransferCommands(add, { ...parts, collections: content.collections });
	addSearchCommands(add, { ...parts, types });
	addSynonymCommands(add, parts);

	addHubCommands(add, parts);
	addJobCommands(add, jobs);
	addRebuildCommand(add, jobs);
	addBackupCommands(add, parts);
	addLegalCommands(add, { ...parts, ...legal });
	addNotificationCommands(add, parts);
	addMailCommands(add, parts);
	addFeedCommands(add, parts.feeds);
	addWalkthroughCommands(add, parts.walkthroughs);
}
