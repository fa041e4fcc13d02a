import { element, iconOf, renderGroup, type PaletteGroup, type PaletteOption } from './palette-option.ts';
import type { PaletteAnswer } from './palette-data.ts';

/** What the palette asks at the moment: for anything at all, or for one argument of a command. */
export interface PaletteQuestion {
	/** Label of the field. */
	readonly label: string;
	readonly placeholder: string;
	readonly value: string;
	/** Above the field: which command, which step. */
	readonly heading?: string;
	readonly error?: string;
	readonly type?: 'text' | 'email' | 'number' | 'date';
	readonly maxLength?: number;
	readonly multiple?: boolean;
	/** Shows what fits the text, possibly in several goes; none for a field without a list. */
	readonly look?: (
		text: string,
		show: (groups: readonly PaletteGroup[]) => void,
		signal: AbortSignal,
	) => Promise<void>;
	/** Takes the text itself as the answer. */
	readonly submit?: (text: string) => void;
	readonly back?: () => void;
}

/** The dialog: a field and a list below it, of which one line is active. It knows nothing of what it lists. */
export interface PaletteDialog {
	ask(question: PaletteQuestion): void;
	/** Changes the text as typing does. */
	write(text: string): void;
	close(): void;
	/** Says something to screen readers. */
	say(text: string): void;
}

export function createPaletteDialog(texts: PaletteAnswer['texts'], onClose: () => void): PaletteDialog {
	const input = element('input', {
		id: 'palette-input',
		autocomplete: 'off',
		autocapitalize: 'off',
		spellcheck: 'false',
		enterkeyhint: 'go',
	});
	const label = element('label', { for: 'palette-input' });
	const back = element('button', { type: 'button', class: 'palette-back' }, [
		iconOf('arrow-left'),
		texts.back,
	]);
	const heading = element('b');
	const step = element('p', { class: 'palette-step' }, [back, heading]);
	const next = element('button', { type: 'button', class: 'button', 'data-kind': 'primary' }, [texts.next]);
	const close = element('button', { type: 'button', class: 'palette-close', 'aria-label': texts.close }, [
		iconOf('x'),
	]);
	const line = element('div', { class: 'palette-line' }, [iconOf('search'), input, next, close]);
	const problem = element('p', { id: 'palette-error', class: 'palette-error' });
	const list = element('div', {
		id: 'palette-list',
		class: 'palette-list',
		role: 'listbox',
		'aria-label': texts.label,
	});
	const empty = element('p', { class: 'palette-empty' }, [texts.nothing]);
	const hints = element('footer', { class: 'palette-hints', 'aria-hidden': 'true' }, hintsOf(texts));
	const status = element('div', { class: 'visually-hidden', role: 'status' });
	const dialog = element('dialog', { class: 'palette', 'aria-label': texts.label }, [
		step,
		label,
		line,
		problem,
		list,
		empty,
		hints,
		status,
	]);

	let question: PaletteQuestion | undefined;
	let options: readonly PaletteOption[] = [];
	let active = -1;
	let looking = new AbortController();
	let looked: Promise<void> = Promise.resolve();
	let shownFor: string | null = null;
	let counting = 0;

	input.addEventListener('input', () => look());
	input.addEventListener('keydown', onKey);
	back.addEventListener('click', () => question?.back?.());
	next.addEventListener('click', () => question?.submit?.(input.value));
	close.addEventListener('click', () => dialog.close());
	list.addEventListener('mousedown', (event) => event.preventDefault());
	list.addEventListener('click', (event) => choose(optionAt(event.target), event.ctrlKey || event.metaKey));
	list.addEventListener('auxclick', (event) => event.button === 1 && choose(optionAt(event.target), true));
	list.addEventListener('pointermove', ({ target }) => activate(indexAt(target) ?? active, false));
	dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
	dialog.addEventListener('close', () => {
		looking.abort();
		clearTimeout(counting);
		dialog.remove();
		onClose();
	});

	return {
		ask,
		write(text) {
			input.value = text;
			input.focus();
			look();
		},
		close: () => dialog.close(),
		say: (text) => (status.textContent = text),
	};

	function ask(asked: PaletteQuestion): void {
		question = asked;
		label.textContent = asked.label;
		heading.textContent = asked.heading ?? '';
		step.hidden = asked.heading === undefined;
		label.className = asked.heading === undefined ? 'visually-hidden' : 'palette-label';
		back.hidden = asked.back === undefined;
		next.hidden = asked.submit === undefined;
		problem.textContent = asked.error ?? '';
		problem.hidden = asked.error === undefined;
		line.dataset['step'] = String(asked.heading !== undefined);
		hints.hidden = asked.heading !== undefined;
		input.type = asked.type ?? 'text';
		input.placeholder = asked.placeholder;
		input.maxLength = asked.maxLength ?? 500;
		input.value = asked.value;
		describe(asked);
		if (!dialog.isConnected) document.body.append(dialog);
		if (!dialog.open) dialog.showModal();
		input.focus();
		status.textContent = asked.error ?? '';
		show([], null);
		look();
	}

	/** A field with a list is a combobox; one without is a plain field. */
	function describe({ look: hasList, error, multiple }: PaletteQuestion): void {
		const combobox = { role: 'combobox', 'aria-controls': 'palette-list', 'aria-autocomplete': 'list' };
		for (const [name, value] of Object.entries(combobox)) toggle(input, name, hasList ? value : null);
		toggle(input, 'aria-expanded', hasList ? 'false' : null);
		toggle(input, 'aria-invalid', error === undefined ? null : 'true');
		toggle(input, 'aria-describedby', error === undefined ? null : 'palette-error');
		toggle(list, 'aria-multiselectable', multiple ? 'true' : null);
	}

	function look(): void {
		looking.abort();
		looking = new AbortController();
		const { signal } = looking;
		const text = input.value;
		looked = (
			question?.look?.(text, (groups) => !signal.aborted && show(groups, text), signal) ?? Promise.resolve()
		).catch(() => {
			if (signal.aborted) return;
			show([], text);
			say(texts.failed);
		});
	}

	function show(groups: readonly PaletteGroup[], text: string | null): void {
		const filled = groups.filter((group) => group.options.length > 0);
		const before = text === shownFor ? active : 0;
		options = filled.flatMap((group) => group.options);
		shownFor = text;
		let index = 0;
		list.replaceChildren(
			...filled.map((group, number) => {
				const rendered = renderGroup(group, number, index);
				index += group.options.length;
				return rendered;
			}),
		);
		list.hidden = options.length === 0;
		empty.hidden = options.length > 0 || text === null || question?.look === undefined;
		if (question?.look) input.ariaExpanded = String(options.length > 0);
		active = -1;
		activate(Math.min(Math.max(before, 0), options.length - 1), true);
		if (text !== null) count();
	}

	/** Waits for a pause in typing, so that the number is heard and not the noise. */
	function count(): void {
		clearTimeout(counting);
		counting = window.setTimeout(() => {
			const hits = options.filter(({ aside }) => !aside).length;
			if (hits === 0) say(texts.hitsNone);
			else say(hits === 1 ? texts.hitsOne : texts.hits.replace('{count}', String(hits)));
		}, 500);
	}

	function say(text: string): void {
		status.textContent = text;
	}

	function activate(index: number, scroll: boolean): void {
		if (index === active && index !== -1) return;
		const multiple = question?.multiple === true;
		mark(active, false, multiple);
		active = index;
		mark(active, true, multiple);
		toggle(input, 'aria-activedescendant', active === -1 ? null : `palette-option-${active}`);
		if (scroll && active > 0) lineAt(active)?.scrollIntoView({ block: 'nearest' });
		else if (scroll) list.scrollTop = 0;
	}

	function mark(index: number, isActive: boolean, multiple: boolean): void {
		const option = lineAt(index);
		if (!option) return;
		option.toggleAttribute('data-active', isActive);
		if (!multiple) option.ariaSelected = String(isActive);
	}

	function lineAt(index: number): Element | undefined {
		return index === -1 ? undefined : list.querySelectorAll('.palette-option')[index];
	}

	function indexAt(target: EventTarget | null): number | undefined {
		const option = target instanceof Element ? target.closest('.palette-option') : null;
		return option ? Number(option.id.slice('palette-option-'.length)) : undefined;
	}

	function optionAt(target: EventTarget | null): PaletteOption | undefined {
		const index = indexAt(target);
		return index === undefined ? undefined : options[index];
	}

	function onKey(event: KeyboardEvent): void {
		if (event.isComposing) return;
		const newTab = event.ctrlKey || event.metaKey;
		if (event.key === 'Enter') void enter(newTab);
		else if (newTab && event.key.toLowerCase() === 'k') input.select();
		else if (event.key === 'Backspace' && input.value === '' && question?.back && !event.repeat)
			question.back();
		else if (options.length > 0 && moves[event.key])
			activate(moves[event.key]?.(active, options.length) ?? 0, true);
		else return;
		event.preventDefault();
	}

	/** What is active belongs to the text only once the list for it is there. */
	async function enter(newTab: boolean): Promise<void> {
		if (question?.submit) {
			question.submit(input.value);
			return;
		}
		const text = input.value;
		if (shownFor !== text) await looked;
		if (input.value === text) choose(options[active], newTab);
	}

	function choose(option: PaletteOption | undefined, newTab: boolean): void {
		if (!option) return;
		if (newTab && option.url !== undefined) window.open(option.url, '_blank', 'noopener');
		else option.choose();
	}
}

const moves: Readonly<Record<string, (active: number, length: number) => number>> = {
	ArrowDown: (active, length) => (active + 1) % length,
	ArrowUp: (active, length) => (active - 1 + length) % length,
	PageDown: (active, length) => Math.min(active + 8, length - 1),
	PageUp: (active) => Math.max(active - 8, 0),
};

function hintsOf(texts: PaletteAnswer['texts']): HTMLElement[] {
	return [
		texts.hintChoose,
		texts.hintOpen,
		texts.hintNewTab,
		texts.hintCommands,
		texts.hintPeople,
		texts.hintTags,
		texts.hintHelp,
	].map((hint) => element('span', {}, [hint]));
}

function toggle(target: Element, attribute: string, value: string | null): void {
	if (value === null) target.removeAttribute(attribute);
	else target.setAttribute(attribute, value);
}
