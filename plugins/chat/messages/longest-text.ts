/** Characters of a message; more belongs into a text. */
export const longestText = 4000;
