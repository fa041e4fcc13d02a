import { definePlugin } from 'verbund';

/** The walkthroughs stand in the manifest; there is nothing to run. */
export default definePlugin({ activate: () => ({}) });
