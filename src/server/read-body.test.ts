import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

test.each([false, true])(
	'a client that goes away is no fault of the hub, all received: %s',
	async (complete) => {
		const request = new IncomingMessage(new Socket());
		request.push('{"text":');
		request.complete = complete;

		const reading = readBody(request);
		request.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));

		await expect(reading).rejects.toMatchObject({ code: 'request.malformed' });
	},
);

test('what fails for another reason stays what it is', async () => {
	const request = new IncomingMessage(new Socket());
	request.complete = true;

	const reading = readBody(request);
	request.destroy(new Error('broken'));

	await expect(reading).rejects.toThrow('broken');
});
