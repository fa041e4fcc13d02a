/** How much of something is still allowed: it fills up with time, and is spent by doing. */
export interface Budget {
	/** @returns whether there was enough; if not, nothing is spent */
	spend(amount?: number): boolean;
	/** Nothing has been spent of late. */
	isFull(): boolean;
}

export interface BudgetSize {
	readonly perSecond: number;
	readonly most: number;
}

export function createBudget({ perSecond, most }: BudgetSize, now: () => number = Date.now): Budget {
	let left = most;
	let at = now();
	const fill = () => {
		const time = now();
		left = Math.min(most, left + ((time - at) / 1000) * perSecond);
		at = time;
	};

	return {
		spend(amount = 1) {
			fill();
			if (left < amount) return false;
			left -= amount;
			return true;
		},
		isFull() {
			fill();
			return left >= most;
		},
	};
}
