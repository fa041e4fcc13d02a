import type { Migration } from '../migrate.ts';
import { acknowledgements } from './acknowledgements.ts';
import { core } from './core.ts';
import { editing } from './editing.ts';
import { editingWindows } from './editing-windows.ts';
import { erasure } from './erasure.ts';
import { fileVersions } from './file-versions.ts';
import { importBooks } from './import-books.ts';
import { importPreview } from './import-preview.ts';
import { jobs } from './jobs.ts';
import { languageVariants } from './language-variants.ts';
import { legal } from './legal.ts';
import { mail } from './mail.ts';
import { notifications } from './notifications.ts';
import { organisationLetterheads } from './organisation-letterheads.ts';
import { organisationLogos } from './organisation-logos.ts';
import { problems } from './problems.ts';
import { review } from './review.ts';
import { searchEverything } from './search-everything.ts';
import { searchWords } from './search-words.ts';
import { commentProposals } from './comment-proposals.ts';
import { scheduleFailures } from './schedule-failures.ts';
import { search } from './search.ts';
import { shelves } from './shelves.ts';
import { transfers } from './transfers.ts';
import { versionReaders } from './version-readers.ts';

/** Oldest first. */
export const coreMigrations: readonly Migration[] = [
	core,
	search,
	searchEverything,
	jobs,
	organisationLogos,
	legal,
	erasure,
	editing,
	searchWords,
	problems,
	review,
	languageVariants,
	transfers,
	notifications,
	mail,
	fileVersions,
	acknowledgements,
	editingWindows,
	importPreview,
	shelves,
	organisationLetterheads,
	versionReaders,
	importBooks,
	scheduleFailures,
	commentProposals,
];
