import { join } from 'node:path';
import type { Database } from '../../database/database.ts';
import { VerbundError } from '../../errors.ts';
import { createId } from '../../ids.ts';
import { readOrCreate } from '../../mail/key-file.ts';
import { createVapid, drawVapidKey, type Vapid } from './vapid.ts';

/** A device that asked to be woken when there is something new. */
export interface Device {
	readonly id: string;
	readonly name: string;
	readonly addedAt: number;
}

/**
 * Wakes devices through the push services of their browsers. Nothing is sent along: the device asks the hub what is
 * new, as whoever is signed in there.
 */
export interface Push {
	/** What browsers subscribe with. */
	publicKey(): string;
	/** @throws VerbundError `notifications.serviceUnknown` */
	add(personId: string, device: { readonly endpoint: string; readonly name: string }): Promise<void>;
	/** One's own; others are ignored. */
	remove(personId: string, id: string): Promise<void>;
	list(personId: string): Promise<readonly Device[]>;
	/** All devices of a person. @returns false where a service was not there, and trying again makes sense */
	wake(personId: string): Promise<boolean>;
}

export interface PushParts {
	readonly database: Database;
	readonly dataFolder: string;
	/** Where people reach the hub. */
	readonly url: URL;
	/** Origins that are called; `*` stands for one part of a host's name. */
	readonly services: readonly string[];
}

const mostDevices = 10;
const patience = 5000;
/** Seconds that a service keeps it for a device that is off. */
const timeToLive = 24 * 60 * 60;

export function createPush({ database, dataFolder, url, services }: PushParts): Push {
	let key: Vapid | undefined;
	const vapid = () =>
		(key ??= createVapid(readOrCreate(join(dataFolder, 'push.key'), drawVapidKey), url.origin));

	return {
		publicKey: () => vapid().publicKey,
		async add(personId, { endpoint, name }) {
			if (!isKnown(services, endpoint)) throw new VerbundError('notifications.serviceUnknown');
			await database.transaction(async (transaction) => {
				const row = { person_id: personId, device: name, created_at: Date.now() };
				await transaction
					.insertInto('push_subscriptions')
					.values({ id: createId(), endpoint, ...row })
					// Somebody else uses the device now.
					.onConflict((conflict) => conflict.column('endpoint').doUpdateSet(row))
					.execute();
				const newest = await transaction
					.selectFrom('push_subscriptions')
					.select('id')
					.where('person_id', '=', personId)
					.orderBy('created_at', 'desc')
					.orderBy('id', 'desc')
					.limit(mostDevices)
					.execute();
				await transaction
					.deleteFrom('push_subscriptions')
					.where('person_id', '=', personId)
					.where(
						'id',
						'not in',
						newest.map(({ id }) => id),
					)
					.execute();
			});
		},
		async remove(personId, id) {
			await database.transaction((transaction) =>
				transaction
					.deleteFrom('push_subscriptions')
					.where('id', '=', id)
					.where('person_id', '=', personId)
					.execute(),
			);
		},
		async list(personId) {
			const rows = await database.query
				.selectFrom('push_subscriptions')
				.select(['id', 'device', 'created_at'])
				.where('person_id', '=', personId)
				.orderBy('created_at', 'desc')
				.execute();
			return rows.map(({ id, device, created_at }) => ({ id, name: device, addedAt: created_at }));
		},
		async wake(personId) {
			const devices = await database.query
				.selectFrom('push_subscriptions')
				.select(['id', 'endpoint'])
				.where('person_id', '=', personId)
				.execute();
			const answers = await Promise.all(
				devices.map(async ({ id, endpoint }) => ({ id, answer: await call(endpoint) })),
			);
			const gone = answers.filter(({ answer }) => answer === 'gone').map(({ id }) => id);
			if (gone.length > 0) await forget(gone);
			return answers.every(({ answer }) => answer !== 'away');
		},
	};

	async function call(endpoint: string): Promise<'taken' | 'gone' | 'away'> {
		// The list of services may have changed since.
		if (!isKnown(services, endpoint)) return 'gone';
		try {
			const response = await fetch(endpoint, {
				method: 'POST',
				headers: {
					authorization: vapid().authorization(new URL(endpoint).origin),
					ttl: String(timeToLive),
					urgency: 'normal',
					// Several that a device has not seen are one.
					topic: 'verbund',
				},
				redirect: 'error',
				signal: AbortSignal.timeout(patience),
			});
			await response.body?.cancel();
			if (isFinal(response.status)) return 'gone';
			return response.status === 429 || response.status >= 500 ? 'away' : 'taken';
		} catch {
			return 'away';
		}
	}

	async function forget(ids: readonly string[]): Promise<void> {
		await database.transaction((transaction) =>
			transaction.deleteFrom('push_subscriptions').where('id', 'in', ids).execute(),
		);
	}
}

/** The subscription has ended, or was made with another key than the hub has now. */
function isFinal(status: number): boolean {
	return [401, 403, 404, 410].includes(status);
}

function isKnown(services: readonly string[], endpoint: string): boolean {
	if (!URL.canParse(endpoint)) return false;
	const { origin, username, password } = new URL(endpoint);
	return username + password === '' && services.some((service) => matches(service, origin));
}

function matches(service: string, origin: string): boolean {
	const parts = service.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('[a-z0-9-]+')}$`).test(origin);
}
