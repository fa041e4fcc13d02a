/** Ids of the content types, as the manifest declares them. */
export const documentType = 'document';
export const linkType = 'link';
