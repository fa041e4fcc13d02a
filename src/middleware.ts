import type { APIContext, MiddlewareNext } from 'astro';
import { defineMiddleware } from 'astro:middleware';
import { locateApp } from './app-locator.ts';
import { errorStatus, isVerbundError } from './errors.ts';
import type { OpenedPage } from './server/pages/open-page.ts';
import type { OpenPage } from './server/pages/page-requests.ts';

/** From a request to its page: `Astro.locals` is all that pages get of the hub. */
export const onRequest = defineMiddleware(async (context, next) => {
	// An error page is rendered within the request that failed, with the locals that request already has.
	if ('person' in context.locals) return next();
	const setCookies: string[] = [];
	const form = await readForm(context.request);
	const opened = await open(context, form === 'unreadable' ? null : form, setCookies);
	Object.assign(context.locals, opened.locals);
	const response =
		form === 'unreadable' ? await errorPage(context, 400) : await answer(context, next, opened);
	// No page of the hub stands under the second name, not even one that says what went wrong.
	if (opened.isForeign && response.status >= 300) return new Response(null, { status: response.status });
	for (const cookie of setCookies) response.headers.append('Set-Cookie', cookie);
	return response;
});

/** Far more than the longest procedure has; each costs something wherever a form is read. */
const mostFields = 5000;

async function readForm(request: Request): Promise<FormData | null | 'unreadable'> {
	const type = request.headers.get('content-type') ?? '';
	const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/.test(type);
	if (request.method !== 'POST' || !isForm) return null;
	const form = await request.formData().catch(() => 'unreadable' as const);
	return form !== 'unreadable' && [...form.keys()].length > mostFields ? 'unreadable' : form;
}

async function open(
	{ request, url, routePattern }: APIContext,
	form: FormData | null,
	setCookies: string[],
): ReturnType<OpenPage> {
	return locateApp().openPage({
		url,
		route: routePattern,
		method: request.method,
		headers: request.headers,
		form,
		setCookie: (cookie) => setCookies.push(cookie),
	});
}

async function answer(context: APIContext, next: MiddlewareNext, opened: OpenedPage): Promise<Response> {
	if (opened.kind === 'redirect') return context.redirect(opened.to, 303);
	if (opened.kind === 'error') return errorPage(context, opened.status);
	try {
		const response = await next();
		const failed = failedBefore(context);
		if (failed !== null) return new Response(response.body, { status: failed, headers: response.headers });
		if (opened.keep && response.status === 200 && isPage(response))
			return await kept(response, (html) => opened.keep?.(html, context.locals.place));
		if (opened.status === 200 || response.status !== 200) return response;
		return new Response(response.body, { status: opened.status, headers: response.headers });
	} catch (error) {
		if (isVerbundError(error)) return errorPage(context, errorStatus(error.code), error.retryAfter);
		console.error(error);
		return errorPage(context, 500);
	}
}

/** The status of what failed before it came to the pages: Astro answers the page that says so with 500. */
function failedBefore({ routePattern, url }: APIContext): number | null {
	const status = Number(url.searchParams.get('status') ?? '');
	return routePattern === '/500' && status >= 400 && status < 600 ? status : null;
}

/** An address may also answer with a file, which is sent as it is. */
function isPage({ headers }: Response): boolean {
	return headers.get('content-type')?.startsWith('text/html') ?? true;
}

async function kept(response: Response, keep: (html: string) => void): Promise<Response> {
	const html = await response.text();
	keep(html);
	const headers = new Headers(response.headers);
	headers.set('Content-Type', 'text/html; charset=utf-8');
	return new Response(html, { headers });
}

async function errorPage(context: APIContext, status: number, retryAfter?: number): Promise<Response> {
	const path = status === 404 ? '/404' : `/500?status=${status}`;
	// A request of its own: that of the visitor may carry a form that has been read, and cannot be read again.
	const page = await context.rewrite(
		new Request(new URL(path, context.url), { headers: context.request.headers }),
	);
	const headers = new Headers(page.headers);
	if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter));
	return new Response(page.body, { status, headers });
}
