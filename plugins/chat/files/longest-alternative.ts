/** Characters. */
export const longestAlternative = 500;
