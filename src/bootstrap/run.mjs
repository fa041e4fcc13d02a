// Begins on whatever Node the machine has, so this file uses nothing that an old one does not know.
const oldestNode = 20;
const found = Number(process.versions.node.split('.')[0]);

if (found < oldestNode) {
	console.error(
		`Verbund braucht Node ${oldestNode} oder neuer; auf diesem Rechner läuft Node ${process.versions.node}. ` +
			'Bitte von https://nodejs.org eine neuere Version installieren und noch einmal starten.',
	);
	process.exit(1);
}

import('./bootstrap.mjs').then(({ bootstrap }) => bootstrap(process.argv.slice(2)));
