/** What `import ... from 'verbund/client'` gives a plugin's script. */
export { announce } from './announce.ts';
export { focusOn } from './focus.ts';
export { initials } from './initials.ts';
export { haveRead } from './notification-count.ts';
export { codeOf, execute, isPassing, subscribe } from './realtime/realtime.ts';
export { pageAtRest } from './page-at-rest.ts';
export { randomId } from './random-id.ts';
export type { RoomState, Subscriber, Subscription } from './realtime/subscribe.ts';
export type { RoomEvent } from './realtime/room-log.ts';
