import { expect, test, vi } from 'vitest';
import { renderGuarded } from './render-guarded.ts';

test('a card that throws leaves nothing, and says why', async () => {
	const onFailure = vi.fn();

	expect(await renderGuarded(() => Promise.reject(new Error('no table')), onFailure)).toBeNull();
	expect(onFailure).toHaveBeenCalledWith(expect.objectContaining({ message: 'no table' }));
});

test('a card that does not come keeps nobody waiting', async () => {
	vi.useFakeTimers();
	const onFailure = vi.fn();

	const rendering = renderGuarded(() => new Promise(() => undefined), onFailure);
	await vi.advanceTimersByTimeAsync(3000);

	expect(await rendering).toBeNull();
	expect(onFailure).toHaveBeenCalledOnce();
	vi.useRealTimers();
});

test('a card that works stands as it is', async () => {
	expect(await renderGuarded(() => Promise.resolve('<p>Ja</p>'), vi.fn())).toBe('<p>Ja</p>');
});
