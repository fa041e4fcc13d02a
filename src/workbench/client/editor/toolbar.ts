export type Toolbar = ReturnType<typeof createToolbar>;

/** A row of buttons that is one stop of the Tab key; arrow keys, Home and End go through it. */
export function createToolbar(toolbar: HTMLElement) {
	toolbar.hidden = false;
	const present = () =>
		[...toolbar.querySelectorAll<HTMLElement>('button, select')].filter(
			(control) => !control.closest('[hidden]') && !control.matches(':disabled'),
		);
	stopAt(present()[0]);
	toolbar.addEventListener('focusin', ({ target }) => {
		if (target instanceof HTMLElement) stopAt(target);
	});
	toolbar.addEventListener('keydown', (event) => {
		const controls = present();
		const at = controls.findIndex((control) => control === document.activeElement);
		const next = new Map([
			['ArrowRight', (at + 1) % controls.length],
			['ArrowLeft', (at - 1 + controls.length) % controls.length],
			['Home', 0],
			['End', controls.length - 1],
		]).get(event.key);
		const isOpenSelect =
			event.target instanceof HTMLSelectElement && event.key.startsWith('Arrow') && event.altKey;
		if (at < 0 || next === undefined || isOpenSelect) return;
		event.preventDefault();
		controls[next]?.focus();
	});

	return {
		/** Shows which acts hold at the caret. */
		show({ on, isTable }: { readonly on: ReadonlySet<string>; readonly isTable: boolean }): void {
			for (const button of toolbar.querySelectorAll<HTMLElement>('button[data-edit][aria-pressed]')) {
				button.setAttribute('aria-pressed', String(on.has(button.dataset['edit'] ?? '')));
			}
			for (const group of toolbar.querySelectorAll<HTMLElement>('[data-in]'))
				group.hidden = (group.dataset['in'] === 'table') !== isTable;
			if (!toolbar.querySelector('[tabindex="0"]:not([hidden] *)')) stopAt(present()[0]);
		},
		/** Acts that only one of the two ways of writing knows. */
		offer(can: (act: string) => boolean): void {
			for (const button of toolbar.querySelectorAll<HTMLElement>('button[data-edit]')) {
				button.hidden = !can(button.dataset['edit'] ?? '');
			}
			stopAt(present()[0]);
		},
		focus: () => toolbar.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
	};

	function stopAt(stop: HTMLElement | undefined): void {
		for (const control of toolbar.querySelectorAll<HTMLElement>('button, select')) {
			control.tabIndex = control === stop ? 0 : -1;
		}
	}
}
