import { z } from 'zod';
import { roles, type Actor } from '../../access/actor.ts';
import { VerbundError } from '../../errors.ts';
import type { CommandDeclaration, CommandDefinition } from '../command.ts';
import type { Commands } from '../commands.ts';

/** Declares and registers one of the core's commands; its title is the sentence `command.<id>`. */
export type AddCommand = <Input, Output, Prepared = undefined>(
	id: string,
	declaration: Pick<CommandDeclaration, 'permission'> & Partial<CommandDeclaration>,
	definition: CommandDefinition<Input, Output, Prepared>,
) => void;

export function addTo(commands: Commands): AddCommand {
	return (id, declaration, definition) => {
		const title = `%command.${id}%`;
		commands.declare([{ id, title, pluginId: null, ...declaration }], () => Promise.resolve());
		commands.register(id, definition);
	};
}

export const id = z.string().min(1).max(64);
export const name = z.string().trim().min(1).max(200);
export const email = z.email().max(320);
export const phone = z.string().trim().max(60).default('');
export const roleList = z.array(z.enum(roles)).min(1).max(roles.length);
export const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
/** Length is the rules' business, so that the person is told what is missing. */
export const password = z.string().max(4096);
export const secretToken = z.string().min(20).max(200);

/** Of somebody who is signed in. @throws VerbundError `access.signInRequired` */
export function personIdOf(actor: Actor): string {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor.personId;
}
