import { LRUCache } from 'lru-cache';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError } from '../errors.ts';
import { settingFault } from './setting-fault.ts';
import type { SettingDeclaration } from './manifest.ts';

export type SettingScope = 'network' | 'organisation' | 'person';
export type SettingValue = string | number | boolean;

/** Whose settings count: the network's always, those of an organisation and a person where given. */
export interface SettingSubject {
	readonly organisationId: string | null;
	readonly personId: string | null;
}

export interface StoredSetting {
	readonly scope: SettingScope;
	readonly key: string;
	readonly value: SettingValue;
	readonly locked: boolean;
}

/** Settings of one subject, read in one query. */
export interface SettingValues {
	get(key: string): SettingValue;
	/** Which scope decided, for the settings page. */
	source(key: string): SettingScope | 'default';
	/** The upper scope that locked it, if one did. */
	lockedBy(key: string): SettingScope | null;
}

export interface SettingChange {
	/** Scopes below can no longer change it. */
	readonly locked?: boolean;
	/** Organisation whose lock counts for a setting of a person. */
	readonly within?: string | null;
	/** What stood here when the change was begun, as `ownValue` writes it; without it the last word counts. */
	readonly expected?: string | undefined;
}

export interface Settings {
	declare(declarations: Readonly<Record<string, SettingDeclaration>>): () => void;
	declarations(): ReadonlyMap<string, SettingDeclaration>;
	/** One query; none where the change mark of the request is the one of an earlier answer. */
	read(subject: SettingSubject, changeMark?: number): Promise<SettingValues>;
	/** One setting of several organisations, by their ids, in one query. */
	ofOrganisations(
		key: string,
		organisationIds: readonly string[],
	): Promise<ReadonlyMap<string, SettingValue>>;
	/**
	 * A number or a yes or no may come as text, as a form sends it.
	 * @throws VerbundError `settings.invalid`, `settings.locked` or, where `expected` no longer stands there,
	 * `command.conflict`, naming the field `value`
	 */
	change(
		scope: SettingScope,
		scopeId: string,
		key: string,
		value: SettingValue,
		options?: SettingChange,
	): Promise<void>;
	/**
	 * Back to what the scope above says.
	 * @throws VerbundError `command.changedMeanwhile` where `expected` no longer stands there
	 */
	reset(scope: SettingScope, scopeId: string, key: string, expected?: string): Promise<void>;
	/** What has to be done when a setting has changed somewhere, in the transaction of the change. */
	whenChanged(key: string, work: () => Promise<void>): void;
}

const scopes = ['network', 'organisation', 'person'] as const;

export function createSettings(database: Database): Settings {
	const declared = new Map<string, SettingDeclaration>();
	const watched = new Map<string, () => Promise<void>>();
	/** What was read since the last change of anything. */
	const known = new LRUCache<string, { readonly changeMark: number; readonly values: SettingValues }>({
		max: 1000,
	});

	const settings: Settings = {
		declare(declarations) {
			for (const [key, declaration] of Object.entries(declarations)) declared.set(key, declaration);
			return () => Object.keys(declarations).forEach((key) => declared.delete(key));
		},
		declarations: () => declared,
		async read(subject, changeMark) {
			const name = `${subject.organisationId ?? ''}|${subject.personId ?? ''}`;
			const earlier = known.get(name);
			if (earlier && earlier.changeMark === changeMark) return earlier.values;
			const values = await readAnew(subject);
			if (changeMark !== undefined) known.set(name, { changeMark, values });
			return values;
		},
		async ofOrganisations(key, organisationIds) {
			const rows = await database.query
				.selectFrom('settings')
				.select(['scope', 'scope_id', 'key', 'value', 'locked'])
				.where('key', '=', key)
				.where((is) => is.or([is('scope', '=', 'network'), is('scope_id', 'in', [...organisationIds, ''])]))
				.execute();
			const stored = rows.map((row) => ({ ...row, value: parseValue(row.value), locked: row.locked === 1 }));
			return new Map(
				organisationIds.map((id) => {
					const own = stored.filter((row) => row.scope === 'network' || row.scope_id === id);
					return [id, resolve(declared, own).get(key)];
				}),
			);
		},
		async change(scope, scopeId, key, written, { locked = false, within = null, expected } = {}) {
			const declaration = declared.get(key);
			if (!declaration || scopes.indexOf(scope) > scopes.indexOf(declaration.scope))
				throw new VerbundError('settings.invalid', { fields: [{ path: 'value', message: 'field.setting' }] });
			const value = readValue(declaration, written);
			const fault = settingFault(declaration, value);
			if (fault) throw new VerbundError('settings.invalid', { fields: [{ path: 'value', ...fault }] });
			await database.transaction(async (transaction) => {
				await requireUnlocked(transaction, scope, within, key);
				if (expected !== undefined && (await standing(transaction, { scope, scopeId, key })) !== expected)
					throw new VerbundError('command.conflict', {
						values: { title: key },
						fields: [{ path: 'value', message: 'field.changedMeanwhile' }],
					});
				const row = { value: JSON.stringify(value), locked: locked ? 1 : 0, updated_at: Date.now() };
				await transaction
					.insertInto('settings')
					.values({ scope, scope_id: scopeId, key, ...row })
					.onConflict((conflict) => conflict.columns(['scope', 'scope_id', 'key']).doUpdateSet(row))
					.execute();
				await watched.get(key)?.();
			});
		},
		async reset(scope, scopeId, key, expected) {
			await database.transaction(async (transaction) => {
				if (expected !== undefined && (await standing(transaction, { scope, scopeId, key })) !== expected)
					throw new VerbundError('command.changedMeanwhile', { values: { title: key } });
				await transaction
					.deleteFrom('settings')
					.where('scope', '=', scope)
					.where('scope_id', '=', scopeId)
					.where('key', '=', key)
					.execute();
				await watched.get(key)?.();
			});
		},
		whenChanged: (key, work) => void watched.set(key, work),
	};
	return settings;

	async function readAnew({ organisationId, personId }: SettingSubject): Promise<SettingValues> {
		const rows = await database.query
			.selectFrom('settings')
			.select(['scope', 'key', 'value', 'locked'])
			.where((is) =>
				is.or([
					is('scope', '=', 'network'),
					is.and([is('scope', '=', 'organisation'), is('scope_id', '=', organisationId ?? '')]),
					is.and([is('scope', '=', 'person'), is('scope_id', '=', personId ?? '')]),
				]),
			)
			.execute();
		return resolve(
			declared,
			rows.map((row) => ({ ...row, value: parseValue(row.value), locked: row.locked === 1 })),
		);
	}
}

/** The network's lock holds for organisations and people, an organisation's for people. */
async function requireUnlocked(
	transaction: Kysely<Schema>,
	scope: SettingScope,
	within: string | null,
	key: string,
): Promise<void> {
	if (scope === 'network') return;
	const above = scope === 'person' ? (within ?? '') : '';
	const lock = await transaction
		.selectFrom('settings')
		.select('scope')
		.where('key', '=', key)
		.where('locked', '=', 1)
		.where((is) =>
			is.or([
				is('scope', '=', 'network'),
				is.and([is('scope', '=', 'organisation'), is('scope_id', '=', above)]),
			]),
		)
		.executeTakeFirst();
	if (lock)
		throw new VerbundError('settings.locked', { fields: [{ path: 'value', message: 'field.locked' }] });
}

interface SettingPlace {
	readonly scope: SettingScope;
	readonly scopeId: string;
	readonly key: string;
}

/** What stands in this one scope, as `ownValue` writes it. */
async function standing(transaction: Kysely<Schema>, { scope, scopeId, key }: SettingPlace): Promise<string> {
	const row = await transaction
		.selectFrom('settings')
		.select(['value', 'locked'])
		.where('scope', '=', scope)
		.where('scope_id', '=', scopeId)
		.where('key', '=', key)
		.executeTakeFirst();
	return row ? ownValue(parseValue(row.value), row.locked === 1) : '';
}

/** A value as it stands in one scope, for telling whether it is still the same; empty where nothing stands. */
export function ownValue(value: SettingValue, locked: boolean): string {
	return JSON.stringify([value, locked]);
}

function resolve(
	declared: ReadonlyMap<string, SettingDeclaration>,
	rows: readonly StoredSetting[],
): SettingValues {
	/** The lowest scope that says something, unless one above has locked it. */
	const decide = (key: string): StoredSetting | undefined => {
		const inOrder = scopes.map((scope) => rows.find((row) => row.scope === scope && row.key === key));
		return inOrder.find((row) => row?.locked) ?? inOrder.findLast((row) => row !== undefined);
	};
	return {
		get: (key) => decide(key)?.value ?? declared.get(key)?.default ?? '',
		source: (key) => decide(key)?.scope ?? 'default',
		lockedBy: (key) => rows.find((row) => row.key === key && row.locked)?.scope ?? null,
	};
}

/** What a form wrote, as the type that is declared; anything else stays as it is, to be refused. */
function readValue({ type }: SettingDeclaration, written: SettingValue): SettingValue {
	if (typeof written !== 'string') return written;
	if (type === 'boolean' && /^(?:true|false)$/.test(written)) return written === 'true';
	if (type === 'integer' && /^\s*-?\d+\s*$/.test(written)) return Number(written);
	return written;
}

function parseValue(stored: string): SettingValue {
	return z.union([z.string(), z.number(), z.boolean()]).parse(JSON.parse(stored));
}
