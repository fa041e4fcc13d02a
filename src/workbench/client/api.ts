/** What `import ... from 'verbund/client'` gives a plugin's script. */
export { announce } from './announce.ts';
export { focusOn } from './focus.ts';
