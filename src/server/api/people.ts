import { sql } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { visibleMemberships } from '../../access/visible-to.ts';
import type { App } from '../../app.ts';
import { personUrl } from '../../host/find/person-url.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** `GET /api/people?q=&limit=`: people whom the caller may see, with what the caller may know of where they belong. */
export async function people({ app, url, visitor }: ApiRequest): Promise<ApiAnswer> {
	const text = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
	const limit = Math.min(Math.max(Math.trunc(Number(url.searchParams.get('limit'))) || 20, 1), 100);
	const found = await app.accounts.people.list(visitor.actor, { limit, ...(text === '' ? {} : { text }) });
	const memberships = await membershipsOf(
		app,
		visitor.actor,
		found.map(({ id }) => id),
	);
	const body = {
		people: found.map(({ id, name, email }) => {
			const belongsTo = memberships.filter((one) => one.personId === id);
			return {
				id,
				name,
				organisations: belongsTo.map((one) => one.name),
				url: personUrl(app, visitor, { id, email, belongsTo }),
			};
		}),
	};
	return { body };
}

interface Belonging {
	readonly personId: string;
	readonly organisationId: string;
	readonly slug: string;
	readonly name: string;
}

async function membershipsOf(
	{ database }: App,
	actor: Actor,
	ids: readonly string[],
): Promise<readonly Belonging[]> {
	if (ids.length === 0) return [];
	const { rows } = await sql<Belonging>`select memberships.person_id as "personId",
		organisations.id as "organisationId", organisations.slug, organisations.name
		from memberships join organisations on organisations.id = memberships.organisation_id
		where organisations.archived_at is null and memberships.person_id in (${sql.join(ids)})
			and ${visibleMemberships(actor, 'memberships')}
		order by organisations.name`.execute(database.query);
	return rows;
}
