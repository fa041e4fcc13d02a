import type { Migration } from '../migrate.ts';
import { core } from './core.ts';
import { editing } from './editing.ts';
import { erasure } from './erasure.ts';
import { jobs } from './jobs.ts';
import { legal } from './legal.ts';
import { organisationLogos } from './organisation-logos.ts';
import { problems } from './problems.ts';
import { search } from './search.ts';
import { searchEverything } from './search-everything.ts';
import { searchWords } from './search-words.ts';

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
];
