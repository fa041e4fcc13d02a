import { definePlugin } from 'verbund';

/** Its page and its button are all there is. */
export default definePlugin({ activate: () => undefined });
