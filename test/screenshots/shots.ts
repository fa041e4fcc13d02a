import type { Shot } from './shot.ts';

const reader = 'reader@nord.example';
const author = 'author@nord.example';
const admin = 'admin@nord.example';
const networkAdmin = 'network@fluss.example';
const procedure = '/procedures/lebenswege-nord/beschwerde-einreichen';
const internal = '/procedures/lebenswege-nord/einarbeitung-neue-mitarbeitende';

/** The pictures of the handbook, in the order of its chapters. */
export const shots: readonly Shot[] = [
	{ name: 'home', who: reader, path: '/', height: 800 },
	{
		name: 'palette',
		who: reader,
		path: '/',
		height: 560,
		async prepare(page) {
			await page.keyboard.press('Control+k');
			await page.keyboard.type('antrag', { delay: 20 });
			await page.getByRole('option').nth(3).waitFor();
		},
	},
	{ name: 'search', who: reader, path: '/search?q=antrag', height: 760 },
	{ name: 'page', who: reader, path: procedure },
	{ name: 'page-dark', who: reader, path: procedure, scheme: 'dark', height: 640 },
	{ name: 'report', who: reader, path: procedure, height: 760, prepare: follow('feedback.reportMistake') },
	{ name: 'phone-page', who: reader, path: procedure, screen: 'phone' },
	{ name: 'phone-more', who: reader, path: '/more', screen: 'phone' },
	{ name: 'editor', who: author, path: procedure, prepare: follow('item.edit') },
	{
		name: 'audience',
		who: author,
		path: procedure,
		async prepare(page, say) {
			await follow('item.edit')(page, say);
			await page.getByRole('link', { name: say('editor.toPublish') }).click();
		},
	},
	{
		name: 'people',
		who: admin,
		path: '/admin/people',
		prepare: follow('admin.people.invite'),
	},
	{ name: 'permissions', who: admin, path: '/admin/permissions', height: 760 },
	{ name: 'plugins', who: admin, path: '/admin/plugins', height: 760 },
	{
		name: 'who-sees-what',
		who: admin,
		path: internal,
		height: 640,
		async prepare(page, say) {
			await page.getByText(say('item.more')).click();
			await follow('item.access')(page, say);
		},
	},
	{ name: 'health', who: networkAdmin, path: '/admin/health', height: 620 },
];

function follow(link: string): NonNullable<Shot['prepare']> {
	return async (page, say) => {
		await page
			.getByRole('link', { name: say(link) })
			.first()
			.click();
		await page.waitForLoadState();
	};
}
