import type { Actor } from '../access/actor.ts';
import type { PermissionObject } from '../access/permissions.ts';
import type { InterfaceLanguage } from '../l10n/languages.ts';
import type { Translate } from '../l10n/translator.ts';

/** All that a page may use: who reads, in which words, and what the hub can do for them. */
export interface WorkbenchLocals {
	readonly actor: Actor;
	/** The signed-in person, or null. */
	readonly person: SignedInPerson | null;
	readonly network: { readonly name: string };
	readonly language: InterfaceLanguage;
	/** Content languages, most wanted first. */
	readonly contentLanguages: readonly string[];
	readonly theme: Theme;
	readonly textSize: TextSize;
	readonly t: Translate;
	readonly format: Formatters;
	readonly frame: Frame;
	/** What was just done, shown once after a form post (`?done=<key>` never carries text). */
	readonly notice: FrameNotice | null;
	readonly can: (permission: string, object?: PermissionObject) => boolean;
}

export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export type TextSize = 'normal' | 'large' | 'larger';

export interface SignedInPerson {
	readonly id: string;
	readonly name: string;
	readonly initials: string;
	readonly networkAdmin: boolean;
	/** The acting organisation, or null for someone without membership. */
	readonly organisation: OrganisationBadge | null;
	readonly organisations: readonly OrganisationBadge[];
}

export interface OrganisationBadge {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	readonly shortName: string;
}

export interface Formatters {
	/** `3. November`, with the year when it is not this one. */
	readonly date: (time: number) => string;
	readonly dateTime: (time: number) => string;
	readonly number: (value: number) => string;
	readonly bytes: (value: number) => string;
	/** `gestern`, `vor 3 Stunden`. */
	readonly relative: (time: number) => string;
}

/** What surrounds every page, made from the contributions of the plugins that are on for this reader. */
export interface Frame {
	readonly rail: readonly RailItem[];
	/** Views of the side bar of the current area. */
	views(): Promise<readonly SideView[]>;
	readonly status: readonly StatusItem[];
	/** Further lines of the menu under the avatar, before settings and signing out. */
	readonly personMenu?: readonly MenuLink[];
}

export interface MenuLink {
	readonly title: string;
	readonly url: string;
	/** Name of a Lucide icon, kebab-case. */
	readonly icon: string;
}

export interface RailItem {
	readonly id: string;
	readonly title: string;
	/** Name of a Lucide icon, kebab-case. */
	readonly icon: string;
	readonly url: string;
	readonly current: boolean;
	readonly badge?: number;
	/** At the lower end of the rail; on the phone behind "Mehr". */
	readonly secondary?: boolean;
}

export interface SideView {
	readonly id: string;
	readonly title: string;
	/** The `+` beside the heading. */
	readonly action?: { readonly title: string; readonly url: string };
	readonly nodes: readonly TreeNode[];
	/** Shown when there are no nodes: what belongs here and the first step. */
	readonly welcome?: { readonly text: string; readonly action?: { readonly title: string; readonly url: string } };
}

export interface TreeNode {
	readonly title: string;
	/** Language of the title where it differs from the page's. */
	readonly language?: string;
	readonly url?: string;
	readonly count?: number;
	readonly current?: boolean;
	readonly open?: boolean;
	readonly children?: readonly TreeNode[];
}

export interface StatusItem {
	readonly id: string;
	readonly text: string;
	readonly url?: string;
	readonly side: 'start' | 'end';
}

export interface FrameNotice {
	readonly kind: 'done' | 'problem';
	readonly text: string;
}
