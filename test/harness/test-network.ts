import type { Role } from '../../src/access/actor.ts';
import { createPasswords } from '../../src/accounts/passwords.ts';
import type { App } from '../../src/app.ts';

/** Everybody's password. */
export const testPassword = 'Laternenfest im Novembernebel';

type Slug = 'alpha' | 'beta';

interface TestPerson {
	readonly roles: Partial<Record<Slug, readonly Role[]>>;
	readonly networkAdmin?: boolean;
	/** Sits on the committee, a group of both organisations that alpha owns. */
	readonly committee?: boolean;
	readonly disabled?: boolean;
}

/** One person of each kind. Who is not said to be foreign belongs to alpha, the organisation that tests act in. */
export const testPeople = {
	reader: { roles: { alpha: ['reader'] } },
	author: { roles: { alpha: ['author'] } },
	approver: { roles: { alpha: ['approver'] } },
	trainer: { roles: { alpha: ['trainer'] } },
	admin: { roles: { alpha: ['admin'] } },
	both: { roles: { alpha: ['reader'], beta: ['author'] } },
	foreignReader: { roles: { beta: ['reader'] } },
	foreignAdmin: { roles: { beta: ['admin'] } },
	foreignMember: { roles: { beta: ['reader'] }, committee: true },
	networkAdmin: { roles: {}, networkAdmin: true },
	stranger: { roles: {} },
	disabled: { roles: { alpha: ['admin'] }, disabled: true },
} as const satisfies Record<string, TestPerson>;

export type Who = keyof typeof testPeople;

export interface TestNetwork {
	readonly alpha: string;
	readonly beta: string;
	/** Group of both organisations. */
	readonly committee: string;
	readonly people: Readonly<Record<Who, string>>;
}

export function addressOf(who: Who): string {
	return `${who.toLowerCase()}@${'beta' in testPeople[who].roles ? 'beta' : 'alpha'}.example`;
}

const passwordHash = createPasswords().hash(testPassword);

export async function seedNetwork({ accounts, database }: App): Promise<TestNetwork> {
	const hash = await passwordHash;
	return database.transaction(async () => {
		const alpha = await accounts.organisations.create({ name: 'Alpha', fields: { phone: '0123 456' } });
		const beta = await accounts.organisations.create({ name: 'Beta', fields: { phone: '0987 654' } });
		const ids = { alpha: alpha.id, beta: beta.id };
		const committee = await accounts.groups.create({ organisationId: alpha.id, name: 'Fachkreis' });
		await accounts.groups.addOrganisation(committee, beta.id);

		const people: Partial<Record<Who, string>> = {};
		for (const who of Object.keys(testPeople) as Who[]) {
			people[who] = await seedPerson(accounts, who, { ids, committee, hash });
		}
		return { ...ids, committee, people: people as Record<Who, string> };
	});
}

async function seedPerson(
	{ people, groups }: App['accounts'],
	who: Who,
	{ ids, committee, hash }: { ids: Record<Slug, string>; committee: string; hash: string },
): Promise<string> {
	const { roles, networkAdmin = false, committee: sitsOnIt, disabled }: TestPerson = testPeople[who];
	const id = await people.create({
		email: addressOf(who),
		name: `Frau ${who}`,
		passwordHash: hash,
		networkAdmin,
	});
	for (const slug of ['alpha', 'beta'] as const) {
		const given = roles[slug];
		if (given) await people.addMembership(id, ids[slug], given);
	}
	if (sitsOnIt) await groups.addMember(committee, id, ids.beta);
	if (disabled) await people.setDisabled(id, true);
	return id;
}
