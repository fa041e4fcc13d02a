/** Lucide icons; the word that goes with them says the same. */
export const severityIcons = { error: 'circle-x', warning: 'triangle-alert', information: 'info' } as const;
