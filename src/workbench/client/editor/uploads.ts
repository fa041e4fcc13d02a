import { Plugin, PluginKey, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { documentSchema } from '../../../document/document-schema.ts';
import { announce } from '../announce.ts';
import type { EditorTexts } from './editor-texts.ts';

interface UploadedFile {
	readonly name: string;
	readonly url: string;
	readonly mediaType: string;
}

interface Parts {
	readonly itemId: string;
	readonly texts: EditorTexts;
	/** Asks what a picture shows; null where the person leaves it out of the text. */
	askAlternative(file: UploadedFile): Promise<string | null>;
	failed(message: string): void;
}

type Step =
	{ readonly add: object; readonly at: number; readonly words: string } | { readonly remove: object };

const { paragraph } = documentSchema.nodes;
const key = new PluginKey<DecorationSet>('uploads');

/** Marks the places that files will stand at, while they are on their way. */
export function uploadPlaces(): Plugin {
	return new Plugin<DecorationSet>({
		key,
		state: {
			init: () => DecorationSet.empty,
			apply(transaction, places) {
				const moved = places.map(transaction.mapping, transaction.doc);
				const step: Step | undefined = transaction.getMeta(key);
				if (!step) return moved;
				if ('remove' in step) {
					return moved.remove(moved.find(undefined, undefined, (spec) => spec['upload'] === step.remove));
				}
				const widget = document.createElement('span');
				widget.className = 'editor-chip';
				widget.dataset['kind'] = 'upload';
				widget.textContent = step.words;
				return moved.add(transaction.doc, [Decoration.widget(step.at, widget, { upload: step.add })]);
			},
		},
		props: { decorations: (state) => key.getState(state) },
	});
}

/** Sends files to the item, then puts pictures and links where they were dropped. */
export async function insertFiles(
	view: EditorView,
	files: readonly File[],
	at: number,
	parts: Parts,
): Promise<void> {
	let next = at;
	for (const file of files) next = await insertFile(view, file, next, parts);
}

/** Answers where the next one belongs. */
async function insertFile(view: EditorView, file: File, at: number, parts: Parts): Promise<number> {
	const { itemId, texts, askAlternative, failed } = parts;
	const upload = {};
	const words = texts.uploading.replace('{name}', file.name);
	announce(words);
	view.dispatch(view.state.tr.setMeta(key, { add: upload, at, words }));
	const sent = await send(itemId, file).catch(() => null);
	const place = placeOf(view.state, upload);
	view.dispatch(view.state.tr.setMeta(key, { remove: upload }));
	if (!sent || 'message' in sent) {
		failed(sent?.message ?? texts.uploadFailed.replace('{name}', file.name));
		return place ?? at;
	}
	announce(texts.uploaded.replace('{name}', sent.name));
	const isPicture = sent.mediaType.startsWith('image/');
	const alternative = isPicture ? await askAlternative(sent) : '';
	if (place === null || alternative === null) return place ?? at;
	const node = isPicture
		? documentSchema.nodes.image.create({ src: sent.url, alt: alternative })
		: documentSchema.text(sent.name, [documentSchema.marks.link.create({ href: sent.url })]);
	const where = Math.min(place, view.state.doc.content.size);
	const { tr } = view.state;
	const { parent } = view.state.doc.resolve(where);
	tr.insert(where, parent.inlineContent ? node : paragraph.create(null, node));
	// Below a picture that stands alone one goes on writing.
	if (isPicture && parent.type === paragraph && parent.childCount === 0) tr.split(where + 1);
	view.dispatch(tr.scrollIntoView());
	view.focus();
	return tr.mapping.map(where);
}

function placeOf(state: EditorState, upload: object): number | null {
	return (
		key.getState(state)?.find(undefined, undefined, (spec) => spec['upload'] === upload)[0]?.from ?? null
	);
}

/** The file as the hub keeps it, or what the hub says against it. */
async function send(itemId: string, file: File): Promise<UploadedFile | { readonly message: string }> {
	const form = new FormData();
	form.append('file', file, file.name);
	const response = await fetch(`/files?item=${encodeURIComponent(itemId)}`, {
		method: 'POST',
		body: form,
		headers: { accept: 'application/json' },
	});
	const body = await response.json();
	if (!response.ok) return { message: String(body.error?.message ?? '') };
	return body.files[0];
}
