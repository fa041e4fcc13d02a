/** People whom one writes to directly, without oneself. */
export const mostPartners = 11;
