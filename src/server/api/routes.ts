import { notFound } from '../../errors.ts';
import { acknowledgementsCsv } from './acknowledgements-csv.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';
import { auditCsv } from './audit-csv.ts';
import { contentItem } from './content-item.ts';
import { importReport } from './import-report.ts';
import { itemKeys } from './item-keys.ts';
import { newest, unread } from './notifications.ts';
import { openApi } from './open-api.ts';
import { palette, paletteChoices, paletteSteps } from './palette.ts';
import { paletteThings } from './palette-things.ts';
import { people } from './people.ts';
import { roomLog } from './rooms.ts';
import { runCommand } from './run-command.ts';
import { searchApi } from './search.ts';
import { tags } from './tags.ts';
import { titles } from './titles.ts';

interface ApiRoute {
	/** As the rights matrix and the documentation name it. */
	readonly path: string;
	readonly pattern: RegExp;
	readonly answer: (request: ApiRequest, parameter: string) => Promise<ApiAnswer>;
}

/** What outside scripts rely on. Health and readiness are answered before there is an app (http-server.ts). */
export const apiRoutes: readonly ApiRoute[] = [
	{ path: '/api/commands/{id}', pattern: /^\/api\/commands\/([a-zA-Z0-9.-]+)$/, answer: runCommand },
	{ path: '/api/search', pattern: /^\/api\/search$/, answer: searchApi },
	{ path: '/api/content/{id}', pattern: /^\/api\/content\/([a-zA-Z0-9-]+)$/, answer: contentItem },
	{
		path: '/api/content/{id}/acknowledgements.csv',
		pattern: /^\/api\/content\/([a-zA-Z0-9-]+)\/acknowledgements\.csv$/,
		answer: acknowledgementsCsv,
	},
	{ path: '/api/items/{id}/keys', pattern: /^\/api\/items\/([a-zA-Z0-9-]+)\/keys$/, answer: itemKeys },
	{ path: '/api/notifications/unread', pattern: /^\/api\/notifications\/unread$/, answer: unread },
	{ path: '/api/notifications/newest', pattern: /^\/api\/notifications\/newest$/, answer: newest },
	{ path: '/api/people', pattern: /^\/api\/people$/, answer: people },
	{ path: '/api/audit.csv', pattern: /^\/api\/audit\.csv$/, answer: auditCsv },
	{
		path: '/api/imports/{id}/report.csv',
		pattern: /^\/api\/imports\/([a-zA-Z0-9-]+)\/report\.csv$/,
		answer: importReport,
	},
	{ path: '/api/rooms/{id}', pattern: /^\/api\/rooms\/([a-zA-Z0-9.-]+)$/, answer: roomLog },
	{ path: '/api/tags', pattern: /^\/api\/tags$/, answer: tags },
	{ path: '/api/titles', pattern: /^\/api\/titles$/, answer: titles },
	{ path: '/api/palette', pattern: /^\/api\/palette$/, answer: palette },
	{ path: '/api/palette/steps', pattern: /^\/api\/palette\/steps$/, answer: paletteSteps },
	{ path: '/api/palette/choices', pattern: /^\/api\/palette\/choices$/, answer: paletteChoices },
	{ path: '/api/palette/things', pattern: /^\/api\/palette\/things$/, answer: paletteThings },
	{ path: '/api/openapi.json', pattern: /^\/api\/openapi\.json$/, answer: openApi },
];

export async function answerApi(request: ApiRequest): Promise<ApiAnswer> {
	for (const { pattern, answer } of apiRoutes) {
		const match = pattern.exec(request.url.pathname);
		if (match) return answer(request, match[1] ?? '');
	}
	throw notFound();
}
