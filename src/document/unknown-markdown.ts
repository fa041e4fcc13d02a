/** The editor has no form for this; whoever reads keeps it as it was written. */
export class UnknownMarkdown extends Error {}
