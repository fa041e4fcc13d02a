/// <reference types="astro/client" />

declare namespace App {
	type Locals = import('./workbench/locals.ts').WorkbenchLocals;
}
