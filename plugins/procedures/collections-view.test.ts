import type { TreeNode } from 'verbund';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

let hub: TestApp;
const ids: string[] = [];
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures'] });
	for (let index = 100; index < 165; index += 1) ids.push(await hub.seed.collection(`Bereich ${index}`));
});

async function nodesAt(collectionId: string | null): Promise<readonly TreeNode[]> {
	const { reader } = await hub.as.author.visit();
	const tree = await hub.app.host.treeNodes('procedures.collections', {
		reader,
		t: (key) => key,
		language: 'de',
		path: '/procedures',
		itemId: null,
		collectionId,
		organisationId: hub.network.alpha,
		can: () => true,
	});
	return tree?.nodes ?? [];
}

test('of many collections the first stand in the side bar, with a way to all others', async () => {
	const nodes = await nodesAt(null);

	expect(nodes).toHaveLength(61);
	expect(nodes.at(-1)).toEqual({ title: 'procedures.moreCollections', url: '/more' });
});

test('the open collection stands there, wherever it is in the order', async () => {
	const nodes = await nodesAt(ids.at(-1) ?? '');

	expect(nodes.at(-2)).toMatchObject({ title: 'Bereich 164', open: true, current: true });
	expect(nodes.at(-1)).toMatchObject({ url: '/more' });
});

test('a collection with many texts leads to all of them', async () => {
	const [collectionId = ''] = ids;
	for (let index = 0; index < 61; index += 1) await hub.seed.item({ title: `Ablauf ${index}`, collectionId });

	const [node] = await nodesAt(collectionId);

	expect(node?.children).toHaveLength(61);
	expect(node?.children?.at(-1)).toEqual({
		title: 'procedures.moreItems',
		url: `/procedures?collection=${collectionId}`,
	});
});
