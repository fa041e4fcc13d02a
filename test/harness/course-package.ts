import { zipOf } from './zip-file.ts';

interface Part {
	readonly id: string;
	readonly title: string;
	readonly href: string;
	readonly kind?: 'sco' | 'asset';
	/** Elements within the item. */
	readonly more?: string;
	readonly children?: readonly Part[];
}

/** An `imsmanifest.xml` as authoring tools write it. */
export function manifestOf(version: '1.2' | '2004', parts: readonly Part[], title = 'Brandschutz'): string {
	const all = (some: readonly Part[]): readonly Part[] =>
		some.flatMap((part) => [part, ...all(part.children ?? [])]);
	const item = ({ id, title: name, href, more = '', children = [] }: Part): string =>
		`<item identifier="${id}"${href === '' ? '' : ` identifierref="R-${id}"`}><title>${name}</title>${more}${children.map(item).join('')}</item>`;
	const kind = version === '1.2' ? 'adlcp:scormtype' : 'adlcp:scormType';
	const spaces =
		version === '1.2'
			? 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
			: 'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"';
	return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1" ${spaces}>
	<metadata><schema>ADL SCORM</schema><schemaversion>${version === '1.2' ? '1.2' : '2004 3rd Edition'}</schemaversion></metadata>
	<organizations default="O"><organization identifier="O"><title>${title}</title>${parts.map(item).join('')}</organization></organizations>
	<resources>${all(parts)
		.filter(({ href }) => href !== '')
		.map(
			(part) =>
				`<resource identifier="R-${part.id}" type="webcontent" ${kind}="${part.kind ?? 'sco'}" href="${part.href}"><file href="${part.href}"/></resource>`,
		)
		.join('')}</resources>
</manifest>`;
}

/** A page that looks for the run-time as ADL's own examples do: from the window around it outwards. */
export function scoPage(script: string, version: '1.2' | '2004' = '1.2'): string {
	const name = version === '1.2' ? 'API' : 'API_1484_11';
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Teil</title><script>
function scan(win) { var tries = 0; while (win.${name} == null && win.parent != null && win.parent != win) { if (++tries > 500) return null; win = win.parent; } return win.${name}; }
function getApi() { var api = null; if (window.parent != null && window.parent != window) api = scan(window.parent); if (api == null && window.opener != null) api = scan(window.opener); return api; }
window.onload = function () { var api = getApi(); document.getElementById('out').textContent = api ? 'gefunden' : 'fehlt'; ${script} };
</script></head><body><p id="out"></p></body></html>`;
}

export async function packageOf(
	version: '1.2' | '2004',
	parts: readonly Part[],
	files: Readonly<Record<string, string | Buffer>>,
): Promise<Buffer> {
	return zipOf({ 'imsmanifest.xml': manifestOf(version, parts), ...files });
}
