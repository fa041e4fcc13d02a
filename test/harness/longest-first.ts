import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where what is left over at the end would keep one worker busy and leave the others idle. */
const longest = ['/test/journeys/accessible', '/test/journeys/', '/test/'];

/** Long files before short ones, also where no earlier run has told how long they take. */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		return sorted.sort((one, other) => rank(one) - rank(other));
	}
}

function rank({ moduleId }: TestSpecification): number {
	const index = longest.findIndex((part) => moduleId.includes(part));
	return index === -1 ? longest.length : index;
}
