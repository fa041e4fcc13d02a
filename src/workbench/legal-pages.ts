/** Reachable from every page, for everybody. */
export const legalPages = ['imprint', 'privacy', 'accessibility'] as const;
