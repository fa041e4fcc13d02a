/** Which part of a long conversation is in view: ways to its end and to what is new, for those who scroll. */
export function createRoomView(room: HTMLElement, texts: Readonly<Record<string, string>>) {
	const scroll = room.querySelector<HTMLElement>('[data-scroll]');
	const toEnd = room.querySelector<HTMLButtonElement>('[data-to-end]');
	const toNew = room.querySelector<HTMLElement>('[data-to-new]');
	const marker = room.querySelector('#new');
	let arrived = 0;
	if (toNew && marker) {
		new IntersectionObserver((entries, observer) => {
			if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
			toNew.hidden = true;
			observer.disconnect();
		}).observe(marker);
	}
	scroll?.addEventListener('scroll', show, { passive: true });
	toEnd?.addEventListener('click', goToEnd);
	room.addEventListener('toggle', ({ target }) => keepInView(target), { capture: true });

	return {
		goToEnd,
		arrived(): void {
			if (isAtEnd()) return;
			arrived += 1;
			show();
		},
	};

	/** A menu opens upwards where it would end below the field to write. */
	function keepInView(menu: EventTarget | null): void {
		const sheet = menu instanceof HTMLDetailsElement && menu.open ? menu.querySelector('.menu-sheet') : null;
		if (!scroll || !sheet || !(menu instanceof HTMLDetailsElement)) return;
		delete menu.dataset['up'];
		const { bottom, height } = sheet.getBoundingClientRect();
		const view = scroll.getBoundingClientRect();
		if (bottom > view.bottom && menu.getBoundingClientRect().top - height > view.top) menu.dataset['up'] = '';
	}

	/** The list stands on its head, so that its end is where it begins to scroll. */
	function isAtEnd(): boolean {
		return scroll === null || scroll.scrollTop > -80;
	}

	function goToEnd(): void {
		scroll?.scrollTo({ top: 0 });
	}

	function show(): void {
		if (isAtEnd()) arrived = 0;
		if (!toEnd) return;
		toEnd.hidden = isAtEnd();
		toEnd.textContent =
			arrived === 0
				? (texts['toEnd'] ?? '')
				: (texts['arrivedCount'] ?? '').replace('{count}', String(arrived));
	}
}
