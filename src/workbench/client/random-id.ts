/** A random UUID (RFC 9562), also on a page without TLS, where browsers have no `crypto.randomUUID`. */
export { v4 as randomId } from 'uuid';
