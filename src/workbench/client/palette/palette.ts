import { recent } from '../recent.ts';
import { askArguments } from './ask-arguments.ts';
import { createLookup } from './lookups.ts';
import { loadPalette, loadSteps, type PaletteAnswer, type PaletteEntry } from './palette-data.ts';
import { loadStyles } from './palette-styles.ts';
import { createPaletteDialog, type PaletteDialog } from './palette-dialog.ts';

let open: PaletteDialog | undefined;

/**
 * Opens the palette over the page.
 *
 * @param typed text to begin with, asked for at the moment of opening
 * @param before what has the focus again afterwards
 */
export async function openPalette(typed: () => string, before: Element | null): Promise<boolean> {
	const [palette] = await Promise.all([loadPalette(), loadStyles()]);
	if (open) return false;
	find(palette, openDialog(palette, before), typed());
	return true;
}

/** Does what the keys stand for at this place; nothing where they stand for nothing here. */
export async function runKeys(keys: string, before: Element | null): Promise<void> {
	const [palette] = await Promise.all([loadPalette(), loadStyles()]);
	const entry = palette.entries.find((one) => one.keys.includes(keys));
	if (!entry || open) return;
	if (entry.kind === 'page') {
		location.assign(entry.url);
		return;
	}
	if (entry.kind === 'panel') {
		showPanel(entry);
		return;
	}
	const dialog = openDialog(palette, before);
	if (entry.kind === 'search') find(palette, dialog, entry.prefix);
	else await enter(palette, dialog, entry);
}

function openDialog(palette: PaletteAnswer, before: Element | null): PaletteDialog {
	open = createPaletteDialog(palette.texts, () => {
		open = undefined;
		if (before instanceof HTMLElement && before !== document.body) before.focus();
		else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
	});
	return open;
}

function find(palette: PaletteAnswer, dialog: PaletteDialog, text: string): void {
	const look = createLookup(palette, {
		open(url) {
			location.assign(url);
			if (url.startsWith('mailto:')) dialog.close();
		},
		enter: (entry) => void enter(palette, dialog, entry),
		write: (written) => dialog.write(written),
	});
	dialog.ask({ label: palette.texts.label, placeholder: palette.texts.input, value: text, look });
}

async function enter(palette: PaletteAnswer, dialog: PaletteDialog, entry: PaletteEntry): Promise<void> {
	if (entry.kind === 'search') {
		dialog.write(entry.prefix);
		return;
	}
	if (entry.kind === 'panel') {
		recent.rememberCommand(entry.id);
		dialog.close();
		showPanel(entry);
		return;
	}
	if (entry.kind === 'page') {
		recent.rememberCommand(entry.id);
		location.assign(entry.url);
		return;
	}
	try {
		const command = await loadSteps(entry.id);
		const leave = () => find(palette, dialog, '>');
		askArguments({ dialog, texts: palette.texts, entry: entry.id, command, leave });
	} catch {
		dialog.say(palette.texts.failed);
	}
}

/** As its link in the frame does it, which also knows where there is no room for it. */
function showPanel({ id, url }: Extract<PaletteEntry, { kind: 'panel' }>): void {
	const link = document.querySelector<HTMLElement>(`[data-panel="${CSS.escape(id)}"]`);
	if (link) link.click();
	else location.assign(url);
}
