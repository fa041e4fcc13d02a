import { VerbundError, notFound, nullIfMissing } from '../../errors.ts';
import type { Asked } from '../../access/permissions.ts';
import type { ReadItem } from '../../content/item.ts';
import { argumentChoices, type Choice } from '../../host/palette/argument-choices.ts';
import { argumentSteps, choiceKindOf, type ArgumentStep } from '../../host/palette/argument-steps.ts';
import { pageEntry, paletteEntries, type PaletteEntry } from '../../host/palette/palette-entries.ts';
import { paletteMenu, type PaletteCommand } from '../../host/palette/palette-menu.ts';
import type { TreeNode } from '../../workbench/locals.ts';
import { createFrame } from '../pages/frame.ts';
import { catalogueIcons } from '../../host/find/catalogue-icons.ts';
import { catalogueTypes } from '../../search/catalogue/catalogue-sources.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** What the palette needs to open: its entries and its words. */
export interface PaletteAnswer {
	readonly entries: readonly PaletteEntry[];
	/** Names of content types and of other things that are found, for the line below a hit. */
	readonly types: Readonly<Record<string, { title: string; titlePlural?: string; icon: string }>>;
	readonly texts: Readonly<Record<PaletteText, string>>;
	readonly signedIn: boolean;
}

const paletteTexts = [
	'back',
	'close',
	'collections',
	'commands',
	'confirm',
	'content',
	'failed',
	'files',
	'helpCommands',
	'helpContent',
	'helpHeading',
	'helpPeople',
	'helpTags',
	'helpThis',
	'hintChoose',
	'hintCommands',
	'hintNewTab',
	'hintOpen',
	'hintPeople',
	'hintTags',
	'hintHelp',
	'hits',
	'hitsNone',
	'hitsOne',
	'input',
	'label',
	'next',
	'no',
	'nothing',
	'organisations',
	'people',
	'recent',
	'required',
	'running',
	'searchAll',
	'stepOf',
	'tagCount',
	'tags',
] as const;

export type PaletteText = (typeof paletteTexts)[number];

/** `GET /api/palette?path=&item=`: what this person can do and reach from the page of this path and item. */
export async function palette({ app, request, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const t = app.translator.for(visitor.language);
	const path = pathOf(url.searchParams.get('path'));
	const itemId = url.searchParams.get('item');
	const item = await readableItem({ app, visitor }, itemId);
	const entries = paletteEntries(app, visitor, {
		path,
		item,
		userAgent: request.headers['user-agent'] ?? '',
	});
	const views = await createFrame({ app, visitor, t, url: new URL(path, url), path }).views({ itemId });
	const known = new Set(entries.flatMap((entry) => (entry.kind === 'page' ? [entry.url] : [])));
	const nearby = views
		.flatMap(({ title, nodes }) =>
			flatten(nodes).map((node) => ({ ...node, category: title, icon: 'folder' })),
		)
		.filter(({ url: to }) => !known.has(to.split('?')[0] ?? ''))
		.slice(0, 100)
		.map((page): PaletteEntry => ({ ...pageEntry(t, page), keys: [], keysLabel: null }));
	const body: PaletteAnswer = {
		entries: [...entries, ...nearby],
		types: Object.fromEntries([
			...app.content.types
				.all()
				.map(({ id, title, icon }) => [id, { title: app.translator.resolve(visitor.language, title), icon }]),
			...app.host.plugins
				.flatMap(({ manifest }) => manifest.contributes.searchTypes)
				.map(({ id, title, titlePlural, icon }) => [
					id,
					{
						title: app.translator.resolve(visitor.language, title),
						titlePlural: app.translator.resolve(visitor.language, titlePlural),
						icon,
					},
				]),
			...catalogueTypes.map((id) => [id, { title: t(`search.kind.${id}`), icon: catalogueIcons[id] }]),
		]),
		texts: Object.fromEntries(
			paletteTexts.map((key) => [key, t(`palette.text.${key}`)]),
		) as PaletteAnswer['texts'],
		signedIn: visitor.account !== null,
	};
	return { body };
}

export interface StepsAnswer {
	readonly command: string;
	readonly title: string;
	readonly steps: readonly ArgumentStep[];
	/** Arguments that need no question: the item that is shown, the only organisation. */
	readonly given: Readonly<Record<string, string>>;
	readonly confirm: boolean;
	/** Path that follows; `{id}` comes from the answer. Null for the page that is open. */
	readonly next: string | null;
	/** What is said when it is done. */
	readonly done: string;
}

/** `GET /api/palette/steps?entry=&item=`: what has to be asked before the command of an entry can run. */
export async function paletteSteps({ app, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const t = app.translator.for(visitor.language);
	const entry = findEntry(app, visitor, url.searchParams.get('entry'));
	const { command, declaration } = entry;
	const definition = await app.commands.definition(command);
	const steps = argumentSteps(command, definition.input, entry.ask ?? [], t);
	const item = await readableItem({ app, visitor }, url.searchParams.get('item'));
	const asks = { app, visitor, entry, isTargeted: definition.target !== undefined };
	const given = await answersAtHand(asks, steps, item);
	const said = t(`done.${command}`);
	const body: StepsAnswer = {
		command,
		title: app.translator.resolve(visitor.language, entry.title ?? declaration.title),
		steps: steps.filter(({ name }) => !Object.hasOwn(given, name)),
		given,
		confirm: entry.confirm ?? false,
		next: entry.next ?? null,
		done: said === `done.${command}` ? t('done') : said,
	};
	return { body };
}

interface EntryAsking extends Asking {
	readonly entry: PaletteCommand;
	/** The permission is asked for what the arguments name, not for the acting organisation. */
	readonly isTargeted: boolean;
}

async function answersAtHand(
	asking: EntryAsking,
	steps: readonly ArgumentStep[],
	item: ReadItem | undefined,
): Promise<Record<string, string>> {
	const { app, visitor, entry, isTargeted } = asking;
	const asked: Asked = isTargeted && item ? [{ organisationId: item.organisation.id }] : [];
	const shown = app.access.can(visitor.actor, entry.declaration.permission, ...asked) ? item : undefined;
	const given: Record<string, string> = {};
	for (const step of steps) {
		if (step.kind === 'choice' && step.of === 'item' && shown) given[step.name] = shown.id;
		if (step.name === 'language' && shown?.variants.length === 1) given[step.name] = shown.language;
		if (step.kind !== 'choice' || step.of !== 'organisation') continue;
		const [only, ...others] = await choicesFor(asking, step.name, '', null);
		if (only && others.length === 0) given[step.name] = only.value;
	}
	return given;
}

/** `GET /api/palette/choices?entry=&argument=&q=&organisation=`: things that an argument may name. */
export async function paletteChoices({ app, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const entry = findEntry(app, visitor, url.searchParams.get('entry'));
	const definition = await app.commands.definition(entry.command);
	const choices = await choicesFor(
		{ app, visitor, entry, isTargeted: definition.target !== undefined },
		url.searchParams.get('argument') ?? '',
		url.searchParams.get('q')?.slice(0, 200) ?? '',
		url.searchParams.get('organisation'),
	);
	return { body: { choices } };
}

function pathOf(text: string | null): string {
	return text?.startsWith('/') && URL.canParse(text, 'http://hub') ? text : '/';
}

type Asking = Pick<ApiRequest, 'app' | 'visitor'>;

function findEntry(
	app: ApiRequest['app'],
	visitor: ApiRequest['visitor'],
	id: string | null,
): PaletteCommand {
	const entry = paletteMenu(app, visitor).find((one) => one.id === id);
	if (!entry) throw new VerbundError('command.unknown', { values: { command: id ?? '' } });
	return entry;
}

async function choicesFor(
	{ app, visitor, entry, isTargeted }: EntryAsking,
	argument: string,
	text: string,
	organisationId: string | null,
): Promise<readonly Choice[]> {
	const kind = choiceKindOf(argument);
	if (!kind) throw notFound();
	const { permission } = entry.declaration;
	return argumentChoices(app, visitor, { kind, permission, isTargeted, text, organisationId });
}

/** What may not be read is no item here, and no error either. */
async function readableItem({ app, visitor }: Asking, id: string | null): Promise<ReadItem | undefined> {
	if (!id) return undefined;
	return (await app.content.read(visitor.reader, { id }).catch(nullIfMissing)) ?? undefined;
}

function flatten(nodes: readonly TreeNode[]): { title: string; url: string }[] {
	return nodes.flatMap(({ title, url, children = [] }) => [
		...(url === undefined ? [] : [{ title, url }]),
		...flatten(children),
	]);
}
