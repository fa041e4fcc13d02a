import D from '/work/main/node_modules/better-sqlite3/lib/index.js';
const d = new D('/var/lib/verbund/data/verbund.sqlite', { readonly: true });
console.log(d.prepare('select * from sign_in_attempts').all());
