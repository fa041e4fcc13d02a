import { defineCommand, notFound, VerbundError, z } from 'verbund';
import { patternFault } from './address-pattern.ts';
import type { Systems } from './systems.ts';

const id = z.string().min(1).max(64);
const details = { name: z.string().trim().min(1).max(100), pattern: z.string().trim().min(1).max(1000) };

const slug = z
	.string()
	.trim()
	.toLowerCase()
	.regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** Setting up the systems that links lead into: those of an organisation. */
export function createSystemCommands(systems: Systems) {
	const ofSystem = async (_context: unknown, { systemId }: { systemId: string }) => {
		const { organisationId } = await systems.get(systemId);
		if (organisationId === null) throw notFound();
		return { organisationId };
	};

	return {
		add: defineCommand({
			input: z.strictObject({ organisationId: id, slug, ...details }),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async run(_context, input) {
				requirePattern(input.pattern);
				return { id: await systems.add(input) };
			},
			audit: ({ organisationId }, output) => ({ objects: { system: output.id }, organisationId }),
		}),
		change: defineCommand({
			input: change,
			target: ofSystem,
			run: (_context, input) => changeSystem(systems, input),
			audit: noteSystem,
		}),
		remove: defineCommand({
			input: z.strictObject({ systemId: id }),
			target: ofSystem,
			run: (_context, { systemId }) => removeSystem(systems, systemId),
			audit: noteSystem,
		}),
	};
}

/** The same for those that all organisations have. */
export function createNetworkSystemCommands(systems: Systems) {
	const requireOfNetwork = async (systemId: string) => {
		if ((await systems.get(systemId)).organisationId !== null) throw notFound();
	};

	return {
		add: defineCommand({
			input: z.strictObject({ slug, ...details }),
			async run(_context, input) {
				requirePattern(input.pattern);
				return { id: await systems.add({ organisationId: null, ...input }) };
			},
			audit: (_input, output) => ({ objects: { system: output.id }, organisationId: null }),
		}),
		change: defineCommand({
			input: change,
			async run(_context, input) {
				await requireOfNetwork(input.systemId);
				return changeSystem(systems, input);
			},
			audit: (input) => ({ ...noteSystem(input), organisationId: null }),
		}),
		remove: defineCommand({
			input: z.strictObject({ systemId: id }),
			async run(_context, { systemId }) {
				await requireOfNetwork(systemId);
				return removeSystem(systems, systemId);
			},
			audit: (input) => ({ ...noteSystem(input), organisationId: null }),
		}),
	};
}

const change = z.strictObject({ systemId: id, expectedVersion: z.int(), ...details });

async function changeSystem(
	systems: Systems,
	{ systemId, expectedVersion, ...system }: z.infer<typeof change>,
) {
	requirePattern(system.pattern);
	await systems.change({ id: systemId, version: expectedVersion, ...system });
	return {};
}

async function removeSystem(systems: Systems, systemId: string) {
	await systems.remove(systemId);
	return {};
}

function noteSystem({ systemId }: { readonly systemId: string }) {
	return { objects: { system: systemId } };
}

function requirePattern(pattern: string): void {
	const fault = patternFault(pattern);
	if (fault === null) return;
	const message = fault === 'noNumber' ? 'documents.pattern.noNumber' : 'documents.pattern.invalid';
	throw new VerbundError('command.inputInvalid', { fields: [{ path: 'pattern', message }] });
}
