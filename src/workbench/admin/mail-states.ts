import type { MailState } from '../../mail/mail.ts';
import type { ChipKind } from '../ui/types.ts';

export const mailStates = ['waiting', 'failed', 'sent', 'dropped'] as const satisfies readonly MailState[];

export const mailSigns: Readonly<Record<MailState, { readonly kind: ChipKind; readonly icon: string }>> = {
	waiting: { kind: 'neutral', icon: 'clock' },
	failed: { kind: 'problem', icon: 'circle-alert' },
	sent: { kind: 'done', icon: 'circle-check' },
	dropped: { kind: 'neutral', icon: 'ban' },
};

/** The state that the address asks for; undefined for all. */
export function mailStateOf(text: string | null): MailState | undefined {
	return mailStates.find((state) => state === text);
}
