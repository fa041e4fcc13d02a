import type { HealthCheck, HealthFinding } from 'verbund';
import type { Targets } from './targets.ts';

/** How the links to the outside stand. */
export function createLinkHealth(targets: Targets): HealthCheck {
	return {
		id: 'documents.links',
		inPlaceOf: 'links',
		async look(): Promise<Omit<HealthFinding, 'id'>> {
			const { byState, lastAt } = await targets.counts();
			if (lastAt === null) return { state: 'notice', outcome: 'notChecked' };
			const dead = byState.get('dead') ?? 0;
			const count = [...byState.values()].reduce((sum, one) => sum + one, 0);
			if (dead === 0) return { state: 'ok', outcome: 'ok', values: { count, checkedAt: lastAt } };
			return {
				state: 'warning',
				outcome: 'dead',
				values: { dead, count, checkedAt: lastAt },
				links: [{ url: '/problems' }],
			};
		},
	};
}
