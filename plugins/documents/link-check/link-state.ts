/** `unchecked`: not asked for yet, or without a clear answer so far; `refused`: the hub does not ask such addresses. */
export type LinkState = 'unchecked' | 'working' | 'failing' | 'dead' | 'refused';

/** What one look found. `unclear` says nothing about the address: too busy, not for everybody, too slow. */
export type LinkOutcome =
	| { readonly kind: 'works'; readonly movedTo: string | null }
	| { readonly kind: 'fails'; readonly reason: string }
	| { readonly kind: 'unclear'; readonly reason: string }
	| { readonly kind: 'refused' };

export interface LinkRecord {
	readonly state: LinkState;
	readonly workedAt: number | null;
	readonly failedAt: number | null;
	readonly reason: string;
	readonly movedTo: string | null;
}

/** Nobody is told of a link because a server was away for an evening. */
const patience = 20 * 60 * 60 * 1000;

/** How an address stands after another look. */
export function afterLook(before: LinkRecord, outcome: LinkOutcome, now: number): LinkRecord {
	switch (outcome.kind) {
		case 'works':
			return { state: 'working', workedAt: now, failedAt: null, reason: '', movedTo: outcome.movedTo };
		case 'refused':
			return { ...before, state: 'refused', failedAt: null, reason: '', movedTo: null };
		case 'unclear':
			return { ...before, reason: outcome.reason };
		case 'fails': {
			const failedAt = before.failedAt ?? now;
			const state = now - failedAt >= patience ? 'dead' : 'failing';
			return { ...before, state, failedAt, reason: outcome.reason, movedTo: null };
		}
	}
}
