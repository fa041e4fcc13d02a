import type { Migration } from '../migrate.ts';
import { core } from './core.ts';
import { search } from './search.ts';

/** Oldest first. */
export const coreMigrations: readonly Migration[] = [core, search];
