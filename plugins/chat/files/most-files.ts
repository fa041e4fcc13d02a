/** Files of one message. */
export const mostFiles = 10;
