/** Something the person at the keyboard can do something about, in a sentence. */
export class BootstrapError extends Error {}
