import type { HealthCheck, HealthFinding } from 'verbund';
import type { Sources } from './sources.ts';

/** Whether all sources can be read. */
export function createSourceHealth(sources: Sources): HealthCheck {
	return {
		id: 'documents.sources',
		async look(): Promise<Omit<HealthFinding, 'id'>> {
			const all = await sources.all();
			const failing = all.filter(({ failingSince }) => failingSince !== null);
			if (all.length === 0) return { state: 'ok', outcome: 'none' };
			if (failing.length === 0) return { state: 'ok', outcome: 'ok', values: { count: all.length } };
			const failingAt = Math.min(...failing.map(({ failingSince }) => failingSince ?? 0));
			return {
				state: 'warning',
				outcome: 'failing',
				values: { failing: failing.length, count: all.length, failingAt },
				links: [{ url: '/documents/sources/manage' }],
			};
		},
	};
}
