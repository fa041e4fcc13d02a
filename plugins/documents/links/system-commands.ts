import { defineCommand, VerbundError, z } from 'verbund';
import { patternFault } from './address-pattern.ts';
import type { Systems } from './systems.ts';

const id = z.string().min(1).max(64);
const details = { name: z.string().trim().min(1).max(100), pattern: z.string().trim().min(1).max(1000) };

/** Setting up the systems that links lead into. */
export function createSystemCommands(systems: Systems) {
	const ofSystem = (_context: unknown, { systemId }: { systemId: string }) => systems.get(systemId);

	return {
		add: defineCommand({
			input: z.strictObject({
				organisationId: id,
				slug: z
					.string()
					.trim()
					.toLowerCase()
					.regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
				...details,
			}),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async run(_context, input) {
				requirePattern(input.pattern);
				return { id: await systems.add(input) };
			},
			audit: ({ organisationId }, output) => ({ objects: { system: output.id }, organisationId }),
		}),
		change: defineCommand({
			input: z.strictObject({ systemId: id, expectedVersion: z.int(), ...details }),
			target: ofSystem,
			async run(_context, { systemId, expectedVersion, ...system }) {
				requirePattern(system.pattern);
				await systems.change({ id: systemId, version: expectedVersion, ...system });
				return {};
			},
			audit: ({ systemId }) => ({ objects: { system: systemId } }),
		}),
		remove: defineCommand({
			input: z.strictObject({ systemId: id }),
			target: ofSystem,
			async run(_context, { systemId }) {
				await systems.remove(systemId);
				return {};
			},
			audit: ({ systemId }) => ({ objects: { system: systemId } }),
		}),
	};
}

function requirePattern(pattern: string): void {
	const fault = patternFault(pattern);
	if (fault === null) return;
	const message = fault === 'noNumber' ? 'documents.pattern.noNumber' : 'documents.pattern.invalid';
	throw new VerbundError('command.inputInvalid', { fields: [{ path: 'pattern', message }] });
}
