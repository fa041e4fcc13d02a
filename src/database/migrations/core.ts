import type { Kysely } from 'kysely';
import { blobType } from '../column-types.ts';
import type { Migration } from '../migrate.ts';
import { appendOnly } from '../append-only.ts';

/** Everything the core stores. Tables of a plugin come with the plugin. */
export const core: Migration = {
	name: '001-core',
	async up(db, dialect) {
		await createTables(db, blobType(dialect));
		await appendOnly(db, dialect, 'audit_entries');
	},
};

async function createTables(db: Kysely<never>, blob: ReturnType<typeof blobType>): Promise<void> {
	await db.schema
		.createTable('hub_state')
		.addColumn('key', 'text', (column) => column.primaryKey())
		.addColumn('value', 'text', (column) => column.notNull())
		.execute();
	await db.schema
		.createTable('organisations')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('slug', 'text', (column) => column.notNull().unique())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('short_name', 'text', (column) => column.notNull())
		.addColumn('colour', 'text', (column) => column.notNull())
		.addColumn('fields', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('archived_at', 'bigint')
		.execute();
	await db.schema
		.createTable('sites')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('slug', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('address', 'text', (column) => column.notNull())
		.addColumn('phone', 'text', (column) => column.notNull())
		.addColumn('email', 'text', (column) => column.notNull())
		.addUniqueConstraint('sites_organisation_id_slug_unique', ['organisation_id', 'slug'])
		.execute();
	await db.schema
		.createTable('people')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('email', 'text', (column) => column.notNull().unique())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('password_hash', 'text')
		.addColumn('network_admin', 'integer', (column) => column.notNull())
		.addColumn('preferences', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('disabled_at', 'bigint')
		.execute();
	await db.schema
		.createTable('groups')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('slug', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addUniqueConstraint('groups_organisation_id_slug_unique', ['organisation_id', 'slug'])
		.execute();
	await db.schema
		.createTable('group_organisations')
		.addColumn('group_id', 'text', (column) => column.notNull().references('groups.id').onDelete('cascade'))
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addPrimaryKeyConstraint('group_organisations_pk', ['group_id', 'organisation_id'])
		.execute();
	await db.schema
		.createIndex('group_organisations_organisation_id')
		.on('group_organisations')
		.columns(['organisation_id'])
		.execute();
	await db.schema
		.createTable('group_members')
		.addColumn('group_id', 'text', (column) => column.notNull().references('groups.id').onDelete('cascade'))
		.addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
		.addPrimaryKeyConstraint('group_members_pk', ['group_id', 'person_id'])
		.execute();
	await db.schema.createIndex('group_members_person_id').on('group_members').columns(['person_id']).execute();
	await db.schema
		.createTable('memberships')
		.addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('memberships_pk', ['person_id', 'organisation_id'])
		.execute();
	await db.schema
		.createIndex('memberships_organisation_id')
		.on('memberships')
		.columns(['organisation_id'])
		.execute();
	await db.schema
		.createTable('membership_roles')
		.addColumn('person_id', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text', (column) => column.notNull())
		.addColumn('role', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('membership_roles_pk', ['person_id', 'organisation_id', 'role'])
		.addForeignKeyConstraint(
			'membership_roles_memberships_fk',
			['person_id', 'organisation_id'],
			'memberships',
			['person_id', 'organisation_id'],
			(key) => key.onDelete('cascade'),
		)
		.execute();
	await db.schema
		.createTable('permission_roles')
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('permission', 'text', (column) => column.notNull())
		.addColumn('roles', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('permission_roles_pk', ['organisation_id', 'permission'])
		.execute();
	await db.schema
		.createTable('sessions')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
		.addColumn('expires_at', 'bigint', (column) => column.notNull())
		.addColumn('absolute_expires_at', 'bigint', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('acting_organisation_id', 'text')
		.addColumn('device', 'text', (column) => column.notNull())
		.execute();
	await db.schema.createIndex('sessions_person_id').on('sessions').columns(['person_id']).execute();
	await db.schema.createIndex('sessions_expires_at').on('sessions').columns(['expires_at']).execute();
	await db.schema
		.createTable('api_tokens')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('token_hash', 'text', (column) => column.notNull().unique())
		.addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('scope', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('expires_at', 'bigint')
		.addColumn('revoked_at', 'bigint')
		.execute();
	await db.schema.createIndex('api_tokens_person_id').on('api_tokens').columns(['person_id']).execute();
	await db.schema
		.createTable('account_links')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('token_hash', 'text', (column) => column.notNull().unique())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text')
		.addColumn('person_id', 'text')
		.addColumn('email', 'text')
		.addColumn('roles', 'text', (column) => column.notNull())
		.addColumn('created_by', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('expires_at', 'bigint', (column) => column.notNull())
		.addColumn('used_at', 'bigint')
		.execute();
	await db.schema
		.createIndex('account_links_organisation_id')
		.on('account_links')
		.columns(['organisation_id'])
		.execute();
	await db.schema
		.createTable('sign_in_attempts')
		.addColumn('bucket', 'text', (column) => column.primaryKey())
		.addColumn('window_start', 'bigint', (column) => column.notNull())
		.addColumn('failures', 'integer', (column) => column.notNull())
		.execute();
	await db.schema
		.createTable('settings')
		.addColumn('scope', 'text', (column) => column.notNull())
		.addColumn('scope_id', 'text', (column) => column.notNull())
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('value', 'text', (column) => column.notNull())
		.addColumn('locked', 'integer', (column) => column.notNull())
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('settings_pk', ['scope', 'scope_id', 'key'])
		.execute();
	await db.schema
		.createTable('collections')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('parent_id', 'text')
		.addColumn('slug', 'text', (column) => column.notNull())
		.addColumn('title', 'text', (column) => column.notNull())
		.addColumn('position', 'integer', (column) => column.notNull())
		.addUniqueConstraint('collections_organisation_id_parent_id_slug_unique', [
			'organisation_id',
			'parent_id',
			'slug',
		])
		.execute();
	// In the order of the side bar, so that a tree of thousands is read only as far as it is shown.
	await db.schema
		.createIndex('collections_organisation_id_position_title')
		.on('collections')
		.columns(['organisation_id', 'position', 'title'])
		.execute();
	await db.schema
		.createTable('items')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('type', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('collection_id', 'text', (column) => column.references('collections.id'))
		.addColumn('slug', 'text', (column) => column.notNull())
		.addColumn('source_language', 'text', (column) => column.notNull())
		.addColumn('edition', 'integer', (column) => column.notNull())
		.addColumn('last_revision', 'integer', (column) => column.notNull())
		.addColumn('responsible_person_id', 'text')
		.addColumn('responsible_group_id', 'text')
		.addColumn('checked_at', 'bigint')
		.addColumn('checked_by', 'text')
		.addColumn('review_due_at', 'bigint')
		.addColumn('origin_item_id', 'text')
		.addColumn('origin_revision', 'integer')
		.addColumn('import_key', 'text')
		.addColumn('published_at', 'bigint')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text')
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.addColumn('archived_at', 'bigint')
		.addColumn('deleted_at', 'bigint')
		.addUniqueConstraint('items_organisation_id_type_slug_unique', ['organisation_id', 'type', 'slug'])
		.addUniqueConstraint('items_organisation_id_import_key_unique', ['organisation_id', 'import_key'])
		.execute();
	await db.schema.createIndex('items_collection_id').on('items').columns(['collection_id']).execute();
	await db.schema
		.createIndex('items_responsible_person_id')
		.on('items')
		.columns(['responsible_person_id'])
		.execute();
	await db.schema
		.createIndex('items_type_published_at')
		.on('items')
		.columns(['type', 'published_at'])
		.execute();
	await db.schema
		.createTable('item_audience')
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('principal', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('item_audience_pk', ['item_id', 'principal'])
		.execute();
	await db.schema
		.createIndex('item_audience_principal_item_id')
		.on('item_audience')
		.columns(['principal', 'item_id'])
		.execute();
	await db.schema
		.createTable('item_variants')
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('draft_revision', 'integer')
		.addColumn('published_revision', 'integer')
		.addColumn('title', 'text', (column) => column.notNull())
		.addColumn('summary', 'text', (column) => column.notNull())
		.addColumn('published_at', 'bigint')
		.addPrimaryKeyConstraint('item_variants_pk', ['item_id', 'language'])
		.execute();
	await db.schema
		.createTable('item_tags')
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('tag', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('item_tags_pk', ['item_id', 'tag'])
		.execute();
	await db.schema.createIndex('item_tags_tag').on('item_tags').columns(['tag']).execute();
	await db.schema
		.createTable('item_links')
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('target_item_id', 'text', (column) =>
			column.notNull().references('items.id').onDelete('cascade'),
		)
		.addPrimaryKeyConstraint('item_links_pk', ['item_id', 'language', 'target_item_id'])
		.execute();
	await db.schema
		.createIndex('item_links_target_item_id')
		.on('item_links')
		.columns(['target_item_id'])
		.execute();
	await db.schema
		.createTable('revisions')
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('number', 'integer', (column) => column.notNull())
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('title', 'text', (column) => column.notNull())
		.addColumn('summary', 'text', (column) => column.notNull())
		.addColumn('body', 'text', (column) => column.notNull())
		.addColumn('fields', 'text', (column) => column.notNull())
		.addColumn('based_on_revision', 'integer')
		.addColumn('major', 'integer', (column) => column.notNull())
		.addColumn('note', 'text', (column) => column.notNull())
		.addColumn('origin', 'text', (column) => column.notNull())
		.addColumn('author_id', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('revisions_pk', ['item_id', 'number'])
		.execute();
	await db.schema
		.createTable('renditions')
		.addColumn('item_id', 'text', (column) => column.notNull().references('items.id').onDelete('cascade'))
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('html', blob, (column) => column.notNull())
		.addColumn('slots', 'text')
		.addColumn('headings', 'text', (column) => column.notNull())
		.addColumn('fields', 'text')
		.addPrimaryKeyConstraint('renditions_pk', ['item_id', 'language'])
		.execute();
	await db.schema
		.createTable('files')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisations.id'))
		.addColumn('item_id', 'text')
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('media_type', 'text', (column) => column.notNull())
		.addColumn('size', 'bigint', (column) => column.notNull())
		.addColumn('sha256', 'text', (column) => column.notNull())
		.addColumn('created_by', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('deleted_at', 'bigint')
		.execute();
	await db.schema.createIndex('files_item_id').on('files').columns(['item_id']).execute();
	await db.schema
		.createTable('idempotency_keys')
		.addColumn('actor', 'text', (column) => column.notNull())
		.addColumn('command', 'text', (column) => column.notNull())
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('digest', 'text', (column) => column.notNull())
		.addColumn('answer', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('idempotency_keys_pk', ['actor', 'command', 'key'])
		.execute();
	await db.schema
		.createIndex('idempotency_keys_created_at')
		.on('idempotency_keys')
		.columns(['created_at'])
		.execute();
	await db.schema
		.createTable('audit_segments')
		.addColumn('id', 'integer', (column) => column.primaryKey())
		.addColumn('opened_at', 'bigint', (column) => column.notNull())
		.addColumn('sealed_at', 'bigint')
		.addColumn('previous_hash', 'text', (column) => column.notNull())
		.addColumn('seal', 'text')
		.execute();
	await db.schema
		.createTable('audit_entries')
		.addColumn('id', 'integer', (column) => column.primaryKey())
		.addColumn('segment_id', 'integer', (column) => column.notNull().references('audit_segments.id'))
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('actor_kind', 'text', (column) => column.notNull())
		.addColumn('actor_id', 'text')
		.addColumn('organisation_id', 'text')
		.addColumn('action', 'text', (column) => column.notNull())
		.addColumn('objects', 'text', (column) => column.notNull())
		.addColumn('hash', 'text', (column) => column.notNull())
		.execute();
	await db.schema
		.createIndex('audit_entries_organisation_id_id')
		.on('audit_entries')
		.columns(['organisation_id', 'id'])
		.execute();
}
