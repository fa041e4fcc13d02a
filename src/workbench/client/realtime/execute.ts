import { AskError, run } from '../palette/palette-data.ts';
import { currentLine } from './subscribe.ts';

/** Over the socket if it is there, else by a request of its own; with the same key, so that both have one effect. */
export async function execute(command: string, input: unknown, key: string): Promise<unknown> {
	try {
		const line = currentLine();
		if (line) return await line.execute({ command, input, key });
	} catch (error) {
		if (!isLost(error)) throw error;
	}
	try {
		return await run(command, input, key);
	} catch (error) {
		throw error instanceof AskError && error.code !== '' ? error : new AskError({ code: 'network' });
	}
}

function isLost(error: unknown): boolean {
	return error instanceof AskError && error.code === 'network';
}
