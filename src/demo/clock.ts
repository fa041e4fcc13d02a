import { mock } from 'node:test';

/**
 * Runs `happen` with a clock that it sets itself: whatever asks for the date meanwhile hears the moment it moved to.
 * Only while nobody is served, for the clock is that of the whole process.
 */
export async function inThePast(happen: (moveTo: (time: number) => void) => Promise<void>): Promise<void> {
	mock.timers.enable({ apis: ['Date'], now: Date.now() });
	try {
		await happen((time) => mock.timers.setTime(time));
	} finally {
		mock.timers.reset();
	}
}
