import type { Config } from '../../config.ts';
import type { VirusScanner } from '../../content/files/virus-scanner.ts';
import type { Database } from '../../database/database.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { Mails } from '../../mail/mails.ts';
import type { PluginHost } from '../plugin-host.ts';
import type { HealthCheck, HealthFinding } from './health-check.ts';

export interface WorkCheckParts {
	readonly config: Pick<Config, 'url' | 'urlIsFixed' | 'demo'>;
	readonly database: Database;
	readonly host: PluginHost;
	readonly jobs: Jobs;
	readonly scanner: Pick<VirusScanner, 'look'>;
	readonly mails: Pick<Mails, 'counts' | 'failure' | 'servers'>;
}

const patience = 15 * 60 * 1000;

/** Whether what should happen happens. */
export function workChecks(parts: WorkCheckParts): readonly HealthCheck[] {
	return [
		jobs(parts),
		reviews(parts),
		plugins(parts),
		address(parts),
		mail(parts),
		virusScanner(parts),
		deadLinks,
	];
}

function jobs({ jobs: all }: WorkCheckParts): HealthCheck {
	return {
		id: 'jobs',
		async look() {
			const links = [{ url: '/admin/jobs' }];
			const stuck = await all.countStuck(Date.now() - patience);
			if (stuck > 0) return { state: 'problem', outcome: 'stuck', values: { count: stuck }, links };
			const { failed } = await all.counts();
			return failed > 0
				? {
						state: 'warning',
						outcome: 'failed',
						values: { count: failed },
						links: [{ url: '/admin/jobs?state=failed' }],
					}
				: { state: 'ok', outcome: 'ok', links };
		},
	};
}

/** Counts alone: who administers the network does not see every organisation's titles. */
function reviews({ database }: WorkCheckParts): HealthCheck {
	return {
		id: 'reviews',
		async look() {
			const rows = await database.query
				.selectFrom('items')
				.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
				.select([
					'organisations.slug',
					'organisations.name',
					(select) => select.fn.countAll<number>().as('count'),
				])
				.where('items.published_at', 'is not', null)
				.where('items.archived_at', 'is', null)
				.where('items.deleted_at', 'is', null)
				.where('items.review_due_at', '<', Date.now())
				.groupBy(['organisations.slug', 'organisations.name'])
				.orderBy('organisations.name')
				.execute();
			const count = rows.reduce((sum, row) => sum + Number(row.count), 0);
			if (count === 0) return { state: 'ok', outcome: 'ok' };
			const links = rows.map((row) => ({
				url: `/admin?organisation=${row.slug}`,
				text: row.name,
				count: Number(row.count),
			}));
			return { state: 'warning', outcome: 'overdue', values: { count }, links };
		},
	};
}

function plugins({ host }: WorkCheckParts): HealthCheck {
	return {
		id: 'plugins',
		async look(): Promise<Omit<HealthFinding, 'id'>> {
			const failing = host.plugins.filter(({ id }) => {
				const status = host.status(id);
				return status.state === 'failed' || status.lastError !== undefined;
			});
			const count = failing.length + host.broken.length;
			if (count === 0) return { state: 'ok', outcome: 'ok', values: { count: host.plugins.length } };
			const names = [...failing, ...host.broken].map(({ id }) => id).join(', ');
			return {
				state: 'problem',
				outcome: 'failing',
				values: { count, names },
				links: [{ url: '/admin/plugins' }],
			};
		},
	};
}

function address({ config }: WorkCheckParts): HealthCheck {
	return {
		id: 'address',
		async look() {
			const values = { address: config.url.origin };
			if (config.demo) return { state: 'notice', outcome: 'demo', values };
			if (!config.urlIsFixed) return { state: 'warning', outcome: 'open', values };
			return config.url.protocol === 'https:'
				? { state: 'ok', outcome: 'ok', values }
				: { state: 'problem', outcome: 'plain', values };
		},
	};
}

/** Until something that sends mail answers for this line. */
function mail({ mails }: WorkCheckParts): HealthCheck {
	return {
		id: 'mail',
		async look(): Promise<Omit<HealthFinding, 'id'>> {
			const links = [{ url: '/admin/mail' }];
			const server = await mails.servers.view();
			if (!server) return { state: 'notice', outcome: 'notSetUp', links };
			if (server.passwordLost) return { state: 'problem', outcome: 'passwordLost', links };
			const failure = await mails.failure();
			if (failure) {
				const { since: sinceAt, reason } = failure;
				return { state: 'problem', outcome: 'refused', values: { sinceAt, reason }, links };
			}
			const { failed } = await mails.counts();
			return failed > 0
				? { state: 'warning', outcome: 'failed', values: { count: failed }, links }
				: { state: 'ok', outcome: 'ok', links };
		},
	};
}

function virusScanner({ scanner }: WorkCheckParts): HealthCheck {
	return {
		id: 'virusScanner',
		async look() {
			const outcome = await scanner.look();
			return { state: outcome === 'off' || outcome === 'ready' ? 'ok' : 'problem', outcome };
		},
	};
}

/** Until something that follows links answers for this line. */
const deadLinks: HealthCheck = {
	id: 'links',
	look: async () => ({ state: 'notice', outcome: 'notChecked' }),
};
