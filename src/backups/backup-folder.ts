import { existsSync, renameSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { notFound } from '../errors.ts';

/** Why a backup was made; only those of the schedule are thinned out by age. */
export const backupKinds = ['scheduled', 'manual', 'update'] as const;

export type BackupKind = (typeof backupKinds)[number];

/** What a backup holds. */
export interface BackupCounts {
	readonly items: number;
	readonly people: number;
	readonly files: number;
}

/** The outcome of a restore that was tried. */
export interface BackupProof {
	readonly at: number;
	/** Null when the backup can be restored; else the sentence `backup.problem.<key>`. */
	readonly problem: { readonly key: BackupProblem; readonly values: Readonly<Record<string, number>> } | null;
	readonly milliseconds: number;
}

export type BackupProblem =
	'unreadable' | 'integrity' | 'foreignKeys' | 'counts' | 'filesMissing' | 'filesChanged';

export interface Backup {
	/** Of its folder: `verbund-<time>`. */
	readonly name: string;
	readonly at: number;
	readonly kind: BackupKind;
	/** Null where the note of what it holds is missing or cannot be read. */
	readonly counts: BackupCounts | null;
	readonly bytes: number;
	/** Null until a restore was tried. */
	readonly proof: BackupProof | null;
}

const noteSchema = z.object({
	at: z.iso.datetime().transform((at) => Date.parse(at)),
	kind: z.enum(backupKinds).default('manual'),
	items: z.number(),
	people: z.number().default(0),
	files: z.number(),
	bytes: z.number().default(0),
});

const proofSchema = z.object({
	at: z.number(),
	problem: z
		.object({
			key: z.enum(['unreadable', 'integrity', 'foreignKeys', 'counts', 'filesMissing', 'filesChanged']),
			values: z.record(z.string(), z.number()),
		})
		.nullable(),
	milliseconds: z.number(),
});

const namePattern = /^verbund-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/;

/** `verbund-2026-11-22T02-30-00-000Z` */
export function backupName(time: number): string {
	return `verbund-${new Date(time).toISOString().replace(/[:.]/g, '-')}`;
}

/** Backups in a folder, newest first. Other files in it are none of ours. */
export async function listBackups(folder: string): Promise<readonly Backup[]> {
	if (!existsSync(folder)) return [];
	const names = (await readdir(folder)).filter((name) => namePattern.test(name)).sort();
	return Promise.all(names.reverse().map((name) => readBackup(folder, name)));
}

/** @throws VerbundError `request.notFound` for what is not there, or is no name of a backup */
export function backupPath(folder: string, name: string): string {
	const path = join(folder, name);
	if (!namePattern.test(name) || !existsSync(path)) throw notFound();
	return path;
}

/** It is gone from the list at once; its files may take longer. @throws VerbundError `request.notFound` */
export async function removeBackup(folder: string, name: string): Promise<void> {
	const removed = join(folder, `.removed-${name}`);
	renameSync(backupPath(folder, name), removed);
	await rm(removed, { recursive: true, force: true });
}

export async function writeNote(
	folder: string,
	{ at, kind, bytes }: Pick<Backup, 'at' | 'kind' | 'bytes'>,
	counts: BackupCounts,
): Promise<void> {
	const note = { at: new Date(at).toISOString(), kind, ...counts, bytes };
	await writeFile(join(folder, noteFile), JSON.stringify(note));
}

export async function writeProof(folder: string, proof: BackupProof): Promise<void> {
	await writeFile(join(folder, proofFile), JSON.stringify(proof));
}

const noteFile = 'backup.json';
const proofFile = 'proof.json';

async function readBackup(folder: string, name: string): Promise<Backup> {
	const note = noteSchema.safeParse(await readJson(join(folder, name, noteFile)));
	const proof = proofSchema.safeParse(await readJson(join(folder, name, proofFile)));
	const known = note.success ? note.data : null;
	return {
		name,
		at: known?.at ?? timeOf(name),
		kind: known?.kind ?? 'manual',
		counts: known && { items: known.items, people: known.people, files: known.files },
		bytes: known?.bytes ?? 0,
		proof: proof.success ? proof.data : null,
	};
}

async function readJson(path: string): Promise<unknown> {
	try {
		return JSON.parse(await readFile(path, 'utf8'));
	} catch {
		return null;
	}
}

function timeOf(name: string): number {
	return Date.parse(name.replace(namePattern, '$1T$2:$3:$4.$5Z'));
}
