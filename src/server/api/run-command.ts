import { VerbundError } from '../../errors.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** `POST /api/commands/<id>` with the command's input as JSON; `Idempotency-Key` makes a retry harmless. */
export async function runCommand(
	{ app, request, input, visitor, origin }: ApiRequest,
	id: string,
): Promise<ApiAnswer> {
	if (request.method !== 'POST') throw new VerbundError('request.methodNotAllowed');
	const key = request.headers['idempotency-key'];
	const result = await app.commands.execute(id, input, {
		actor: visitor.actor,
		reader: visitor.reader,
		origin,
		disabledPlugins: visitor.disabledPlugins,
		...(typeof key === 'string' ? { idempotencyKey: key.slice(0, 200) } : {}),
	});
	return { body: result ?? {} };
}
