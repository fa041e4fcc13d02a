import { z } from 'zod';
import type { CommandContext } from '../command.ts';
import { id } from './core-command.ts';

export const organisationId = id;

/** A text as a form showed it. */
export const shownText = z.string().max(500);

export const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
	Promise.resolve(input);

export const noteOrganisation = (input: { organisationId: string }) => ({
	objects: { organisation: input.organisationId },
	organisationId: input.organisationId,
});
