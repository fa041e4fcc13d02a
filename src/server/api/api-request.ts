import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../../app.ts';
import type { RequestOrigin } from '../../host/command.ts';
import type { Visitor } from '../../host/visitor.ts';

/** One call of the JSON interface, with whoever makes it. */
export interface ApiRequest {
	readonly app: App;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly url: URL;
	/** Its body as JSON. */
	readonly input: unknown;
	readonly visitor: Visitor;
	readonly origin: RequestOrigin;
}

export interface ApiAnswer {
	readonly status?: number;
	/** Media type of a body that is text; without it the body is sent as JSON. */
	readonly type?: string;
	readonly body: unknown;
}
