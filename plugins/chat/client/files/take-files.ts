interface TakeParts {
	/** What a pasted picture is called, with a gap for the `{time}`. */
	readonly pictureName: string;
	chosen(files: readonly File[]): void;
}

/** Files come by paste, by drop anywhere in the room, and by choosing. */
export function takeFiles(
	room: HTMLElement,
	field: HTMLTextAreaElement,
	{ pictureName, chosen }: TakeParts,
): void {
	const picker = room.querySelector<HTMLInputElement>('[data-pick-files]');
	room.querySelector('[data-choose-files]')?.addEventListener('click', () => picker?.click());
	picker?.addEventListener('change', () => {
		const files = [...(picker.files ?? [])];
		picker.value = '';
		chosen(files);
	});
	field.addEventListener('paste', (event) => {
		const files = filesOf(event.clipboardData);
		// Word and Excel bring a picture of the text beside the text.
		if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
		event.preventDefault();
		chosen(files.map((file) => named(file, pictureName)));
	});
	let inside = 0;
	const over = (by: number) => {
		inside = Math.max(0, inside + by);
		room.toggleAttribute('data-dropping', inside > 0);
	};
	room.addEventListener('dragenter', (event) => bringsFiles(event) && over(1));
	room.addEventListener('dragleave', (event) => bringsFiles(event) && over(-1));
	room.addEventListener('dragover', (event) => bringsFiles(event) && event.preventDefault());
	room.addEventListener('drop', (event) => {
		over(-inside);
		const files = filesOf(event.dataTransfer);
		if (files.length === 0) return;
		event.preventDefault();
		chosen(files);
	});
}

function bringsFiles({ dataTransfer }: DragEvent): boolean {
	return dataTransfer?.types.includes('Files') ?? false;
}

function filesOf(data: DataTransfer | null): File[] {
	return [...(data?.files ?? [])];
}

/** All pictures of a clipboard have one name; with the time they are told apart. */
function named(file: File, name: string): File {
	if (file.name !== 'image.png') return file;
	const { type, lastModified } = file;
	const local = new Date(lastModified - new Date().getTimezoneOffset() * 60_000).toISOString();
	const time = local.slice(0, 19).replace('T', ' ').replaceAll(':', '.');
	return new File([file], `${name.replace('{time}', time)}.png`, { type, lastModified });
}
