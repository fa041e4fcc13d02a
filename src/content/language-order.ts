import { sql, type RawBuilder } from 'kysely';
import { contentLanguages } from '../l10n/languages.ts';

/**
 * SQL that ranks variants as `chooseLanguage` does: wished languages in order, then the source language.
 *
 * @param column holds the variant's language
 */
export function languageOrder(column: string, sourceColumn: string, wished: readonly string[]): RawBuilder<number> {
	const exact = wished.map((tag, index) => sql`when ${sql.ref(column)} = ${tag} then ${sql.lit(index)}`);
	const related = contentLanguages
		.map((tag) => ({ tag, rank: wished.findIndex((wish) => wish.split('-')[0] === tag.split('-')[0]) }))
		.filter(({ rank }) => rank >= 0)
		.map(({ tag, rank }) => sql`when ${sql.ref(column)} = ${tag} then ${sql.lit(100 + rank)}`);
	return sql<number>`case ${sql.join([...exact, ...related], sql` `)}
		when ${sql.ref(column)} = ${sql.ref(sourceColumn)} then 200 else 201 end`;
}
