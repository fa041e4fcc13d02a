import { openShownItem } from '../../shown-item.ts';
import { cuesIn } from '../add-media.ts';
import { writeCaptions } from '../web-vtt.ts';

interface CaptionsRequest {
	readonly locals: App.Locals;
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly url: URL;
}

export async function GET({ locals, params, url }: CaptionsRequest): Promise<Response> {
	const item = await openShownItem(locals, params['id'] ?? '', url.searchParams.get('language'));
	return new Response(writeCaptions(cuesIn(item.fields)), {
		headers: { 'Content-Type': 'text/vtt; charset=utf-8' },
	});
}
