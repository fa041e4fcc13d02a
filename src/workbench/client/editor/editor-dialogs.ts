import { askIn } from './ask-dialog.ts';

export interface EditorDialogs {
	/** An address; empty takes the link away, null leaves everything as it is. */
	askAddress(address: string): Promise<string | null>;
	/** What a picture shows; empty for mere decoration, null to leave it as it is. */
	askAlternative(picture: { readonly name: string; readonly alternative?: string }): Promise<string | null>;
}

/** The dialogs that stand in the page beside the editor. */
export function editorDialogs(page: ParentNode): EditorDialogs {
	const find = (name: string) => page.querySelector<HTMLDialogElement>(`dialog[data-dialog=${name}]`);
	return {
		async askAddress(address) {
			const dialog = find('link');
			return dialog && askIn(dialog, { value: address });
		},
		async askAlternative({ name, alternative = '' }) {
			const dialog = find('image');
			return dialog && askIn(dialog, { value: alternative, about: name });
		},
	};
}
