import type { App } from '../../src/app.ts';

const rowsAtOnce = 1000;

/** Members of an organisation, `bench-0` and those behind it; none of them can sign in. */
export async function fillPeople({ database }: App, organisationId: string, count: number): Promise<void> {
	for (let start = 0; start < count; start += rowsAtOnce) {
		const ids = Array.from({ length: rowsAtOnce }, (_, index) => `bench-${start + index}`);
		await database.transaction(async (transaction) => {
			const account = {
				password_hash: null,
				network_admin: 0,
				preferences: '{}',
				created_at: 1,
				disabled_at: null,
			};
			const rows = ids.map((id) => ({ id, email: `${id}@hub.example`, name: id, ...account }));
			await transaction.insertInto('people').values(rows).execute();
			const memberships = ids.map((id) => ({
				person_id: id,
				organisation_id: organisationId,
				created_at: 1,
			}));
			await transaction.insertInto('memberships').values(memberships).execute();
		});
	}
}
