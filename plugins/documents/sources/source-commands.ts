import { join } from 'node:path';
import { defineCommand, VerbundError, z, type CommandContext, type PluginContext } from 'verbund';
import { pathBytes, encodeName } from './entry-path.ts';
import { openFoldersOf, openPassword, type ReachSource } from './reach-source.ts';
import { readSource } from './read-source-job.ts';
import { SourceFault, type SourceFaultCode } from './source-fault.ts';
import type { SourceAccess } from './source.ts';
import type { Source, Sources } from './sources.ts';

/** As a kind of hits. */
const sourceFile = 'source-file';

const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(100);
const audience = z.array(z.string().max(100)).max(200);
const webdav = {
	url: z.url({ protocol: /^https?$/ }).max(1000),
	account: z.string().trim().max(200).default(''),
	/** Without one the stored password stays. */
	password: z.string().max(500).default(''),
};
const folder = { root: z.string().max(1000), folder: z.string().trim().max(1000).default('') };
/** For the first look, while somebody waits. */
const patience = 15_000;

interface SourceParts {
	readonly sources: Sources;
	readonly reach: ReachSource;
}

/** Setting up sources. Each is looked at before it is kept, so that a wrong password is told at its field. */
export function createSourceCommands(context: PluginContext, { sources, reach }: SourceParts) {
	const { access, jobs, seal, search } = context;
	const ofSource = (_context: unknown, { sourceId }: { sourceId: string }) => sources.get(sourceId);
	const ofOrganisation = (_context: unknown, { organisationId }: { organisationId: string }) =>
		Promise.resolve({ organisationId });

	const requireReachable = async (source: SourceAccess, organisationId: string) => {
		try {
			const reader = await reach(source, { organisationId });
			await reader.list('', AbortSignal.timeout(patience));
		} catch (error) {
			throw refusalOf(error, source);
		}
	};
	/** Whoever lets others than their own read needs the right to share. */
	const putUp = async (
		{ actor }: CommandContext,
		source: Pick<Source, 'id' | 'organisationId'>,
		chosen: string[],
	) => {
		const choices = chosen.filter((choice) => choice !== '');
		if (choices.includes('public')) {
			throw new VerbundError('command.inputInvalid', {
				fields: [{ path: 'audience', message: 'field.audience' }],
			});
		}
		const before = (await search.audiences([source.id])).get(source.id) ?? [];
		const own = `organisation:${source.organisationId}`;
		const isWider = choices.some((choice) => choice !== 'own' && choice !== own && !before.includes(choice));
		if (isWider) access.require(actor, 'content.share', source);
		await search.set({ ...source, type: sourceFile, audience: choices });
	};
	const readSoon = (sourceId: string) => jobs.enqueue(readSource, { sourceId }, { key: sourceId });
	const addSource = async (
		command: CommandContext,
		organisationId: string,
		source: SourceAccess & { readonly name: string },
		chosen: string[],
	) => {
		const password = source.password === '' ? '' : seal.close(source.password);
		const sourceId = await sources.add({ organisationId, ...source, password });
		await putUp(command, { id: sourceId, organisationId }, chosen);
		await readSoon(sourceId);
		return { id: sourceId };
	};

	return {
		addWebdav: defineCommand({
			input: z.strictObject({ organisationId: id, name, ...webdav, audience }),
			target: ofOrganisation,
			async prepare(_context, { organisationId, url, account, password }) {
				const source = { kind: 'webdav' as const, location: addressOf(url), account, password };
				await requireReachable(source, organisationId);
				return source;
			},
			run: (command, input, source) =>
				addSource(command, input.organisationId, { name: input.name, ...source }, input.audience),
			audit: ({ organisationId }, output) => ({ objects: { source: output.id }, organisationId }),
		}),
		addFolder: defineCommand({
			input: z.strictObject({ organisationId: id, name, ...folder, audience }),
			target: ofOrganisation,
			async prepare(_context, { organisationId, root, folder: below }) {
				const roots = await openFoldersOf(context, organisationId);
				if (!roots.includes(root)) throw refusal('root', 'folderClosed');
				const source = {
					kind: 'folder' as const,
					location: folderBelow(root, below),
					account: '',
					password: '',
				};
				await requireReachable(source, organisationId);
				return source;
			},
			run: (command, input, source) =>
				addSource(command, input.organisationId, { name: input.name, ...source }, input.audience),
			audit: ({ organisationId }, output) => ({ objects: { source: output.id }, organisationId }),
		}),
		change: defineCommand({
			input: z.strictObject({
				sourceId: id,
				expectedVersion: z.int(),
				name,
				url: webdav.url.optional(),
				account: webdav.account.optional(),
				password: webdav.password,
				audience,
			}),
			target: ofSource,
			async prepare(_context, { sourceId, url, account, password }) {
				const source = await sources.get(sourceId);
				if (source.kind === 'folder') return source;
				const location = url === undefined ? source.location : addressOf(url);
				const isElsewhere = new URL(location).origin !== new URL(source.location).origin;
				// A password goes to no other server than the one that it was given for.
				if (isElsewhere && source.password !== '' && password === '') {
					throw new VerbundError('command.inputInvalid', {
						fields: [{ path: 'password', message: 'documents.source.passwordAgain' }],
					});
				}
				const changed = { ...source, location, account: account ?? source.account };
				const plain = password === '' ? plainPassword(source) : password;
				await requireReachable({ ...changed, password: plain }, source.organisationId);
				return { ...changed, password: password === '' ? source.password : seal.close(password) };
			},
			async run(command, { sourceId, expectedVersion, name: called, audience: chosen }, changed) {
				await sources.change({ ...changed, id: sourceId, name: called, version: expectedVersion });
				await putUp(command, changed, chosen);
				await readSoon(sourceId);
				return {};
			},
			audit: ({ sourceId }) => ({ objects: { source: sourceId } }),
		}),
		remove: defineCommand({
			input: z.strictObject({ sourceId: id }),
			target: ofSource,
			async run(_context, { sourceId }) {
				await search.remove(sourceId);
				await sources.remove(sourceId);
				return {};
			},
			audit: ({ sourceId }) => ({ objects: { source: sourceId } }),
		}),
		read: defineCommand({
			input: z.strictObject({ sourceId: id }),
			target: ofSource,
			async run(_context, { sourceId }) {
				await readSoon(sourceId);
				return {};
			},
			audit: ({ sourceId }) => ({ objects: { source: sourceId } }),
		}),
	};

	/** Without the key the password has to be given again. */
	function plainPassword({ password }: Source): string {
		try {
			return openPassword(context, password);
		} catch (error) {
			throw refusalOf(error, { kind: 'webdav' });
		}
	}
}

/** Without what only a browser uses; a name in the address is no account. */
function addressOf(url: string): string {
	const address = new URL(url);
	if (address.username !== '' || address.password !== '') throw refusal('url', 'credentials');
	address.hash = '';
	address.search = '';
	return address.href;
}

function folderBelow(root: string, below: string): string {
	const names = below.split('/').filter((part) => part !== '');
	const path = names.map((part) => encodeName(Buffer.from(part))).join('/');
	if (path !== '' && !pathBytes(path)) throw refusal('folder', 'folderGone');
	return names.length === 0 ? root : join(root, ...names);
}

function refusalOf(error: unknown, { kind }: Pick<SourceAccess, 'kind'>): unknown {
	if (error instanceof DOMException && error.name === 'TimeoutError') return refusal('url', 'tooSlow');
	if (!(error instanceof SourceFault)) return error;
	const isPassword = error.code === 'credentials' || error.code === 'passwordLost';
	return refusal(kind === 'folder' ? 'folder' : isPassword ? 'password' : 'url', error.code);
}

function refusal(path: string, code: SourceFaultCode): VerbundError {
	return new VerbundError('command.inputInvalid', {
		fields: [{ path, message: `documents.source.fault.${code}` }],
	});
}
