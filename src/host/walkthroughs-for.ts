import type { App } from '../app.ts';
import type { Visitor } from './visitor.ts';
import type { Walkthrough } from './walkthroughs.ts';
import { whenContext } from './when-context.ts';

/** None for visitors who have not signed in. */
export function walkthroughsFor({ walkthroughs }: App, visitor: Visitor): readonly Walkthrough[] {
	const { account, disabledPlugins } = visitor;
	if (!account) return [];
	return walkthroughs.list({
		marks: account.preferences.walkthroughs ?? [],
		lookUp: whenContext(visitor),
		disabledPlugins,
	});
}
