import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { VerbundError } from '../errors.ts';
import { openArchive, type Archive } from '../transfer/archive.ts';
import { checkWordFile } from '../transfer/convert/check-word-file.ts';

/**
 * Refuses what a form of the network must not carry along: programs, files within the file, and anything that Word
 * would fetch from elsewhere when somebody opens it.
 *
 * @throws VerbundError `import.*` for what is no Word file, `paper.macros`, `paper.external`
 */
export async function checkTemplate(path: string): Promise<void> {
	await checkWordFile(path);
	const archive = await openArchive(path, mostParts);
	try {
		for await (const entry of archive.entries()) {
			const name = entry.name ?? '';
			if (programs.test(name)) throw new VerbundError('paper.macros');
			if (!/\.(?:xml|rels)$/i.test(name)) continue;
			checkPart(name, await readText(archive, entry));
		}
	} finally {
		archive.close();
	}
}

const mostParts = 10_000;
const programs = /(?:^|\/)(?:vba(?:Project|Data)[^/]*|activeX\/.*|embeddings\/.*|.*\.(?:bin|ole|exe|dll))$/i;
const macroTypes = /macroEnabled|ms-office\.(?:vbaProject|activeX)|oleObject/i;
/** Fields that fetch or start something when they are updated. */
const fetchingFields = /\b(?:DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|IMPORT|RD|LINK)\b/;

function checkPart(name: string, xml: string): void {
	if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new VerbundError('paper.external');
	if (name === '[Content_Types].xml' && macroTypes.test(xml)) throw new VerbundError('paper.macros');
	if (name.endsWith('.rels')) return checkRelationships(xml);
	const instructions = [...xml.matchAll(/<w:instrText[^>]*>([^<]*)|w:instr="([^"]*)"/g)];
	const fields = instructions.map(([, text = '', attribute = '']) => text + attribute).join('');
	if (fetchingFields.test(fields) || /<w:altChunk\b/.test(xml)) throw new VerbundError('paper.external');
}

/** Links that somebody has to follow are text; everything else outside would be fetched. */
function checkRelationships(xml: string): void {
	for (const [relationship] of xml.matchAll(/<Relationship\b[^>]*>/g)) {
		if (!/TargetMode\s*=\s*["']External["']/i.test(relationship)) continue;
		const isLink = /Type\s*=\s*["'][^"']*\/hyperlink["']/.test(relationship);
		const isWeb = /Target\s*=\s*["'](?:https?:|mailto:|tel:)/i.test(relationship);
		if (!isLink || !isWeb) throw new VerbundError('paper.external');
	}
}

async function readText(archive: Archive, entry: Parameters<Archive['read']>[0]): Promise<string> {
	const stream: Readable = await archive.read(entry);
	return (await buffer(stream)).toString('utf8');
}
