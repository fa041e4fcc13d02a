/** One instruction of a Containerfile, its lines joined: `RUN`, and what follows. */
export interface Instruction {
	readonly name: string;
	readonly rest: string;
}

/** The stages of a Containerfile, each from its `FROM` on. */
export function parseContainerFile(text: string): readonly (readonly Instruction[])[] {
	const instructions = text
		.replace(/\\\n\s*/g, '')
		.split('\n')
		.filter((line) => line.trim() !== '' && !line.startsWith('#'))
		.map((line): Instruction => {
			const [, name, rest] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
			if (!name || !rest) throw new Error(`This is no instruction: ${line}`);
			return { name, rest };
		});
	const stages: Instruction[][] = [];
	for (const instruction of instructions) {
		if (instruction.name === 'FROM') stages.push([]);
		stages.at(-1)?.push(instruction);
	}
	return stages;
}

export function valuesOf(stage: readonly Instruction[], name: string): readonly string[] {
	return stage.filter((instruction) => instruction.name === name).map(({ rest }) => rest);
}

/** The program and its parameters, of an instruction in the form `CMD ["node", "main.js"]`. */
export function commandOf(stage: readonly Instruction[], name: 'CMD' | 'HEALTHCHECK'): readonly string[] {
	const rest = valuesOf(stage, name).at(-1) ?? '';
	const words: unknown = JSON.parse(rest.slice(rest.indexOf('[')));
	if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
		throw new Error(`${name} is not in the form ["program", "parameter"].`);
	return words;
}
