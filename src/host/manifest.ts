import { z } from 'zod';
import { roles } from '../access/actor.ts';
import type { FieldSchema } from '../content/fields.ts';
import { cronFault } from '../jobs/cron.ts';
import { interfaceLanguages } from '../l10n/languages.ts';
import { isCatalogueType } from '../search/catalogue/catalogue-sources.ts';
import { normaliseKeys } from '../keys.ts';
import { mailFrequencies } from '../notifications/notification.ts';
import { problemSeverities } from './problems/problem-check.ts';
import { whenFault } from './when.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'lower-case letters, digits and hyphens');
const dottedId = z.string().regex(/^[a-z][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9-]+)+$/, '<plugin>.<name>');
const text = z.string().min(1);
const route = z
	.string()
	.regex(/^\/[a-z0-9-]+(?:\/(?:[a-z0-9-]+|\[(?:\.\.\.)?[a-zA-Z]+\]))*$/, 'a path such as /procedures/[slug]');
const file = z
	.string()
	.regex(/^\.\/[\w./-]+$/, 'a file of the plugin, beginning with ./')
	.refine((path) => !path.includes('..'), 'without ..');
const tableColumn = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, '<table>.<column>');
const when = z.string().superRefine((clause, context) => {
	const message = whenFault(clause);
	if (message !== null) context.addIssue({ code: 'custom', message });
});
const icon = z.string().regex(/^[a-z0-9-]+$/, 'the name of a Lucide icon');

const command = z.strictObject({
	command: dottedId,
	title: text,
	category: text.optional(),
	icon: icon.optional(),
	enablement: when.optional(),
	permission: text,
});

const menuItem = z.strictObject({
	command: dottedId,
	when: when.optional(),
	/** `<group>@<order>`: groups in the order of their names, in them by the number. */
	group: z
		.string()
		.regex(/^[a-z0-9]+(?:@\d+)?$/, 'a group such as copy@1')
		.optional(),
	/** Path that follows; `{id}` comes from the command's answer. */
	next: z.string().startsWith('/').optional(),
	/**
	 * Page that is opened instead, which asks for what the command needs; `{itemId}`, `{language}` and `{address}`
	 * are filled in.
	 */
	opens: z.string().startsWith('/').optional(),
	/** In place of the command's title. */
	title: text.optional(),
	/** Optional arguments that the palette asks for too. */
	ask: z.array(text).optional(),
	/** The palette asks once more before it runs the command. */
	confirm: z.boolean().optional(),
	/** A switch: where the key holds of the item, the other command is offered in place of this one. */
	toggle: z.strictObject({ key: dottedId, command: dottedId }).optional(),
});

export const menuLocations = [
	'palette',
	'item/title',
	/** Where the address of an item leads nowhere, for whatever reason. */
	'item/missing',
	'item/context',
	'collection/context',
	'editor/toolbar',
	'person/menu',
] as const;

const keys = text.superRefine((written, context) => {
	// Ctrl+Alt is AltGr on German keyboards: it types characters there.
	const isAltGr = /ctrl\+alt|alt\+ctrl/i.test(written);
	if (isAltGr) context.addIssue({ code: 'custom', message: 'without Ctrl+Alt, which is AltGr' });
	else if (normaliseKeys(written) === null)
		context.addIssue({ code: 'custom', message: 'keys such as ctrl+shift+k or g h' });
});

const keybinding = z.strictObject({
	command: dottedId,
	key: keys,
	mac: keys.optional(),
	when: when.optional(),
});

const completionEvent = text.superRefine((event, context) => {
	const [, kind, rest = ''] = /^(onCommand|onLink|onContext):(.+)$/s.exec(event) ?? [];
	const message =
		kind === undefined
			? 'onCommand:<command>, onLink:<path> or onContext:<when clause>'
			: kind === 'onContext'
				? whenFault(rest)
				: kind === 'onLink' && !rest.startsWith('/')
					? 'onLink: a path of the hub'
					: null;
	if (message !== null) context.addIssue({ code: 'custom', message });
});

const walkthrough = z.strictObject({
	id: dottedId,
	title: text,
	description: text,
	icon: icon.optional(),
	when: when.optional(),
	/** Of several that are not finished, the smallest is shown first. */
	order: z.int().default(50),
	steps: z
		.array(
			z.strictObject({
				id,
				title: text,
				description: text,
				when: when.optional(),
				/** Where the step is done. */
				action: z.strictObject({ title: text, route: z.string().startsWith('/') }).optional(),
				completionEvents: z.array(completionEvent).default([]),
			}),
		)
		.min(1),
});

const setting = z.strictObject({
	type: z.enum(['string', 'boolean', 'integer']),
	default: z.union([z.string(), z.boolean(), z.number()]),
	title: text,
	description: text.optional(),
	scope: z.enum(['network', 'organisation', 'person']),
	enum: z.array(z.string()).optional(),
	/** `time`: `02:30`. */
	format: z.enum(['time']).optional(),
	minimum: z.number().optional(),
	maximum: z.number().optional(),
	minLength: z.number().optional(),
	maxLength: z.number().optional(),
});

const fieldSchema: z.ZodType<FieldSchema> = z.looseObject({
	type: z.enum(['object', 'array', 'string', 'integer', 'number', 'boolean']),
	title: text.optional(),
	description: text.optional(),
	translated: z.boolean().optional(),
	authorsOnly: z.boolean().optional(),
	format: z.enum(['markdown', 'multiline', 'uri', 'date', 'file']).optional(),
	required: z.array(z.string()).optional(),
	enumTitles: z.array(text).optional(),
	get properties() {
		return z.record(z.string(), fieldSchema).optional();
	},
	get items() {
		return fieldSchema.optional();
	},
});

/** A template for a text, as VS Code writes its snippets: `${1:words}` is a place to fill in. */
const snippet = z.strictObject({
	prefix: z.string().regex(/^[\p{L}\p{N}-]{1,40}$/u, 'letters, digits and hyphens'),
	title: text,
	description: text,
	body: z.union([text, z.array(z.string()).min(1)]),
	/** Only for texts of these; for all without it. */
	contentTypes: z.array(id).optional(),
});

const contentType = z.strictObject({
	id: id.refine((type) => !isCatalogueType(type), 'another name: hits of the search have this one already'),
	title: text,
	titlePlural: text,
	icon,
	route,
	/** Where a new one begins, if not with an empty text. */
	create: z.strictObject({ title: text, route }).optional(),
	/** Where those with the permission work on one, if not in its text; `{itemId}` is filled in. */
	edit: z.strictObject({ route: z.string().startsWith('/'), permission: text }).optional(),
	fields: fieldSchema,
	defaultAudience: z.enum(['organisation', 'network']).default('organisation'),
	asksForReview: z.boolean().default(false),
	/** What published texts lead to cannot be deleted or archived. */
	keptWhileUsed: z.boolean().optional(),
	asks: z.boolean().optional(),
	/** False for a type with a card of its own on the home page: it does not stand among what is new there. */
	inNews: z.boolean().default(true),
	/** Component that shows the fields as the plugin's own page does: in a preview, and where there is no network. */
	preview: file.optional(),
});

const job = z.strictObject({
	id: dottedId,
	title: text,
	/** Cron in German time; without it the job runs when it is asked for. */
	schedule: z
		.string()
		.superRefine((pattern, context) => {
			const message = cronFault(pattern);
			if (message !== null) context.addIssue({ code: 'custom', message });
		})
		.optional(),
	/** How often it is begun before it counts as failed. */
	attempts: z.int().min(1).max(50).optional(),
	/** How many of its kind run at the same time. */
	parallel: z.int().min(1).max(4).optional(),
});

const contributions = z.strictObject({
	commands: z.array(command).default([]),
	menus: z.partialRecord(z.enum(menuLocations), z.array(menuItem)).default({}),
	keybindings: z.array(keybinding).default([]),
	viewsContainers: z
		.strictObject({
			activitybar: z.array(
				z.strictObject({
					id,
					title: text,
					icon,
					route,
					/** Further paths of the area, `/document-links`. */
					also: z.array(route).optional(),
					/** Smaller stands higher. */
					order: z.int().default(50),
					secondary: z.boolean().optional(),
					/** Belongs into the bar at the foot of a phone, as far as there is room. */
					phone: z.boolean().optional(),
					when: when.optional(),
				}),
			),
		})
		.default({ activitybar: [] }),
	views: z
		.record(id, z.array(z.strictObject({ id: dottedId, name: text, when: when.optional() })))
		.default({}),
	viewsWelcome: z
		.array(
			z.strictObject({
				view: dottedId,
				contents: text,
				action: z.strictObject({ title: text, route: text, permission: text }).optional(),
			}),
		)
		.default([]),
	configuration: z
		.strictObject({ title: text, properties: z.record(dottedId, setting) })
		.default({ title: '', properties: {} }),
	contentTypes: z.array(contentType).default([]),
	snippets: z.array(snippet).default([]),
	pages: z
		.array(
			z.strictObject({
				route,
				entry: file,
				permission: text,
				/** Where a hit of the search leads; the thing's slug stands for `[organisation]`. */
				shows: z.literal('organisation').optional(),
				/** Pages of strangers, answered under the second host name too, where there is one. */
				foreign: z.boolean().default(false),
			}),
		)
		.default([]),
	widgets: z
		.array(
			z.strictObject({
				id: dottedId,
				title: text.optional(),
				entry: file,
				permission: text,
				when: when.optional(),
				/** Smaller stands higher. */
				order: z.int().default(50),
				/** Between what is to be done and what is new, or beside them. */
				place: z.enum(['main', 'side']).default('side'),
				/** What it shows comes with the query of the home page, from `context.widgets`. */
				rows: z.boolean().default(false),
			}),
		)
		.default([]),
	/** What opens beside any page: a page that answers a fragment when it is asked with `?beside`. */
	panels: z.array(z.strictObject({ id: dottedId, title: text, icon, route, permission: text })).default([]),
	/** Things that `#` finds in the palette, beside tags, from `context.quickAccess`. */
	quickAccess: z.array(z.strictObject({ id: dottedId, title: text, icon, permission: text })).default([]),
	walkthroughs: z.array(walkthrough).default([]),
	/** Components that stand beside every item, with it as their `item`. */
	itemWidgets: z
		.array(
			z.strictObject({
				id: dottedId,
				entry: file,
				permission: text,
				/** Beside the text, a line of the menu below its title, at the head of the printed sheet, or above the editor. */
				place: z.enum(['aside', 'menu', 'paper', 'editor']).default('aside'),
			}),
		)
		.default([]),
	/** Components that stand at lists of items such as the favourites, with them as their `items`. */
	listWidgets: z.array(z.strictObject({ id: dottedId, entry: file, permission: text })).default([]),
	/** Scripts that run on every page; a few lines each, the rest loaded when it is needed. */
	pageScripts: z.array(file).default([]),
	/** Listeners of the service worker; those of all plugins make one. */
	serviceWorker: file.optional(),
	/** What waits for a person, as the home page lists it. */
	tasks: z.array(z.strictObject({ id: dottedId, title: text })).default([]),
	/** What a person answers for beside content, to be handed over by whoever leaves. */
	handover: z.array(z.strictObject({ id: dottedId, title: text, description: text.optional() })).default([]),
	/** Dates that stand in somebody's calendar. */
	calendars: z.array(z.strictObject({ id: dottedId, title: text })).default([]),
	/** What is heard of at once: who is in a room is told what happens there. */
	rooms: z.array(z.strictObject({ id: dottedId })).default([]),
	/** Kinds of things that `context.search` has found. */
	searchTypes: z
		.array(
			z.strictObject({
				id: id.refine(
					(type) => !isCatalogueType(type),
					'another name: hits of the search have this one already',
				),
				title: text,
				titlePlural: text,
				icon,
				/** Who may find them is asked of `context.search.register`, and not of the audience of their shelves. */
				ownRights: z.boolean().default(false),
			}),
		)
		.default([]),
	/** What people are told; the sentence is `notification.<id>`, with the item's `{title}` and `{by}` whom. */
	notifications: z
		.array(
			z.strictObject({
				id: dottedId,
				title: text,
				/** When those hear of it by mail who have not chosen. */
				mail: z.enum(mailFrequencies).default('daily'),
				/** Its mail brings a date for the calendar, which no summary can carry. */
				invites: z.boolean().default(false),
			}),
		)
		.default([]),
	/** What is wrong with texts, as the list of problems shows it. */
	problems: z
		.array(z.strictObject({ id: dottedId, title: text, severity: z.enum(problemSeverities) }))
		.default([]),
	/** Work that is done later, or again and again. */
	jobs: z.array(job).default([]),
	/** Lines of the page that says how the hub is; their texts are `health.<id>` and what follows from it. */
	healthChecks: z.array(z.strictObject({ id: dottedId })).default([]),
	permissions: z
		.array(z.strictObject({ id: dottedId, title: text, defaultRoles: z.array(z.enum(roles)) }))
		.default([]),
	personalData: z
		.array(
			z.strictObject({
				id: dottedId,
				what: text,
				why: text,
				retention: text,
				/** Columns that name people; after an erasure no row has the person in them. */
				columns: z.array(tableColumn).default([]),
				/** Columns in which the id stays, although nobody stands behind it any more. */
				keeps: z.array(tableColumn).default([]),
			}),
		)
		.default([]),
});

/** What a plugin declares in its package.json, after VS Code. Known before any of its code runs. */
export const manifestSchema = z.looseObject({
	name: z
		.string()
		.regex(
			/^(?:verbund-plugin-)?[a-z][a-z0-9-]{1,39}$/,
			"the name of the plugin's folder, or verbund-plugin-<name>",
		),
	version: z.string().regex(/^\d+\.\d+\.\d+/, 'a version such as 1.0.0'),
	displayName: text,
	description: text,
	icon: icon.default('puzzle'),
	main: file,
	engines: z.looseObject({ verbund: text }),
	pluginDependencies: z.array(id).default([]),
	activationEvents: z.array(z.enum(['onStartup'])).default([]),
	contributes: contributions.prefault({}),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Contributions = Manifest['contributes'];
export type WalkthroughDeclaration = z.infer<typeof walkthrough>;
export type SettingDeclaration = z.infer<typeof setting>;
export type MenuLocation = (typeof menuLocations)[number];

/** The hub's fields of a package.json; all others are npm's or the author's. */
export const manifestFields: readonly string[] = Object.keys(manifestSchema.shape);

/** Files of translations that a plugin brings: `l10n/<language>.json`. */
export const translationLanguages = interfaceLanguages;

/** Faults of a manifest, each naming the field: `contributes.commands.0.permission: …`. */
export function manifestFaults(error: z.ZodError): string[] {
	return error.issues.flatMap((issue) => {
		const at = issue.path.map(String);
		if (issue.code !== 'unrecognized_keys') return [`${at.join('.') || '(manifest)'}: ${issue.message}`];
		return issue.keys.map((key) => `${[...at, key].join('.')}: there is no such field`);
	});
}
