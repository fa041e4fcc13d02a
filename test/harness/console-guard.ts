import { format } from 'node:util';
import { afterEach, expect } from 'vitest';

const unexpected: string[] = [];
const write = console.error;

// An error on the console that no test asked for fails the test that caused it; `vi.spyOn(console, 'error')` asks.
console.error = (...parts: unknown[]) => {
	unexpected.push(format(...parts));
	write(...parts);
};

afterEach(() => {
	expect(unexpected.splice(0), 'unexpected console.error').toEqual([]);
});
