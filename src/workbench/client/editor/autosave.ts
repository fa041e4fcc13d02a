import { pageAtRest } from '../page-at-rest.ts';
import { AskError, run } from '../palette/palette-data.ts';
import { randomId } from '../random-id.ts';

/** What the hub answers to an editor that is open. */
export interface EditingAnswer {
	/** Milliseconds since 1970; null where nothing was sent, or another window of the person was quicker. */
	readonly savedAt: number | null;
	readonly newest: {
		readonly number: number;
		readonly author: string | null;
		readonly createdAt: number;
	} | null;
	readonly others: readonly { readonly id: string; readonly name: string; readonly language: string }[];
	/** When the person wrote in another window what this one does not know. */
	readonly elsewhere: number | null;
}

export type AutosaveState =
	| { readonly kind: 'saved'; readonly at: number }
	| { readonly kind: 'waiting' }
	/** The person wrote in another window what this one does not know; nothing is sent over it. */
	| { readonly kind: 'elsewhere'; readonly at: number; readonly isBehind: boolean }
	/** Not with the hub: it cannot be reached, the session has ended, or it says no. */
	| { readonly kind: 'failed'; readonly why: 'offline' | 'signedOut' | 'refused'; readonly message: string };

export interface WrittenText {
	readonly title: string;
	readonly summary: string;
	readonly body: string;
	readonly form: readonly (readonly [string, string])[];
}

interface Parts {
	/** `itemId`, `language`, `expectedRevision`, and what tells this window from others. */
	variant(): Readonly<Record<string, string | number>>;
	written(): WrittenText;
	changed(state: AutosaveState): void;
	answered(answer: EditingAnswer): void;
}

/** Milliseconds from a key to the hub, and between two signs of being here. Nothing is asked more often. */
const pause = 3000;
const longestWait = 10_000;
const presence = 20_000;
const mostBytesOnLeaving = 60_000;

/** Sends what was written a moment after the last key; while that fails, again and again, ever more slowly. */
export function createAutosave({ variant, written, changed, answered }: Parts) {
	let timer = 0;
	let firstChange = 0;
	let failures = 0;
	let isSending = false;
	let isDirty = false;
	let state: AutosaveState = { kind: 'waiting' };
	const beat = window.setInterval(() => {
		if ((!isDirty || state.kind === 'elsewhere') && !document.hidden) void send(null);
	}, presence);
	void pageAtRest().then(() => {
		if (!isDirty) void send(null);
	});

	return {
		touch(): void {
			isDirty = true;
			if (state.kind === 'elsewhere' && state.isBehind) show({ ...state, isBehind: false });
			firstChange ||= Date.now();
			schedule(Math.max(0, Math.min(pause, firstChange + longestWait - Date.now())));
		},
		/** Tries at once. @returns true when the hub has everything */
		async now(): Promise<boolean> {
			clearTimeout(timer);
			if (state.kind !== 'elsewhere' && (isDirty || state.kind === 'failed')) await send(written());
			return state.kind !== 'failed';
		},
		/** Asks what happened while nobody looked at this window. */
		look(): void {
			if (!isDirty) void send(null);
		},
		get isSafe(): boolean {
			return !isDirty && state.kind !== 'failed';
		},
		get state(): AutosaveState {
			return state;
		},
		/** The page goes: what is still missing goes along, if it is not too long for that. */
		leave(): void {
			clearTimeout(timer);
			clearInterval(beat);
			if (isDirty && state.kind !== 'elsewhere')
				sendOnLeaving('content.autosave', { ...variant(), text: written() });
			isDirty = false;
			const { itemId, language } = variant();
			sendOnLeaving('content.leaveEditor', { itemId, language });
		},
		/** The form itself is sent now. */
		stop(): void {
			clearTimeout(timer);
			clearInterval(beat);
			isDirty = false;
		},
	};

	function schedule(delay: number): void {
		clearTimeout(timer);
		if (state.kind === 'elsewhere') return;
		timer = window.setTimeout(() => void send(written()), delay);
	}

	async function send(text: WrittenText | null): Promise<void> {
		if (isSending) {
			schedule(pause);
			return;
		}
		isSending = true;
		clearTimeout(timer);
		if (text) {
			isDirty = false;
			firstChange = 0;
		}
		try {
			const answer = await run('content.autosave', { ...variant(), text }, randomId());
			failures = 0;
			if (isEditingAnswer(answer)) {
				if (answer.savedAt !== null) show({ kind: 'saved', at: answer.savedAt });
				if (answer.elsewhere !== null) {
					if (text) isDirty = true;
					show({ kind: 'elsewhere', at: answer.elsewhere, isBehind: !isDirty });
				} else if (state.kind === 'elsewhere') {
					show({ kind: 'waiting' });
					if (isDirty) schedule(0);
				}
				answered(answer);
			}
			if (state.kind === 'failed') schedule(0);
		} catch (error) {
			failures += 1;
			if (text) isDirty = true;
			if (text || state.kind === 'failed') {
				show(failureOf(error));
				schedule(Math.min(longestWait, pause * 2 ** Math.min(failures, 4)));
			}
		} finally {
			isSending = false;
		}
	}

	function show(next: AutosaveState): void {
		state = next;
		changed(next);
	}
}

function failureOf(error: unknown): AutosaveState {
	if (!(error instanceof AskError) || /^(?:server|database)\./.test(error.code)) {
		return { kind: 'failed', why: 'offline', message: '' };
	}
	const why = error.code === 'access.signInRequired' ? 'signedOut' : 'refused';
	return { kind: 'failed', why, message: error.message };
}

function isEditingAnswer(answer: Record<string, unknown>): answer is Record<string, unknown> & EditingAnswer {
	return 'savedAt' in answer && Array.isArray(answer['others']);
}

function sendOnLeaving(command: string, input: unknown): void {
	const body = JSON.stringify(input);
	if (new Blob([body]).size > mostBytesOnLeaving) return;
	fetch(`/api/commands/${command}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body,
		keepalive: true,
	}).catch(() => undefined);
}
