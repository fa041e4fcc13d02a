/** The person who reads the pages that are measured. */
export const readerEmail = 'reader@bench.example';
export const readerPassword = 'eine-messung-lang-genug';
