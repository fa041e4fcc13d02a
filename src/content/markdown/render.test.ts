import { expect, test } from 'vitest';
import { fillSlots } from './fill-slots.ts';
import { renderMarkdown } from './render.ts';
import type { Slot } from './slots.ts';

function html(source: string): string {
	return fillSlots(renderMarkdown(source), (slot) => `<slot ${JSON.stringify(slot)}>`).trim();
}

function slots(source: string): readonly Slot[] {
	return renderMarkdown(source).slots;
}

test('text between the slots is HTML that needs nothing more', () => {
	const { segments } = renderMarkdown('Wir *helfen* **gern** ~~nie~~.\n\n> Zitat\n\n---\n\n1. eins\n2. zwei');

	expect(segments).toEqual([
		'<p>Wir <em>helfen</em> <strong>gern</strong> <s>nie</s>.</p>\n' +
			'<blockquote>\n<p>Zitat</p>\n</blockquote>\n<hr />\n<ol>\n<li>eins</li>\n<li>zwei</li>\n</ol>\n',
	]);
});

test('a list that starts at another number keeps it', () => {
	expect(html('3. drei')).toContain('<ol start="3">');
});

test('German quotation marks, dashes and marks of abbreviation stay as they were typed', () => {
	const text = '„Antrag“ – \'so\' "oder" ‚so‘ -- (c) (r) ... § 2 Abs. 1 »x« 1/2';

	expect(html(text)).toBe(`<p>${text}</p>`);
});

test('written HTML is text', () => {
	expect(html('<b>fett</b> &lt;i&gt;')).toBe('<p>&lt;b&gt;fett&lt;/b&gt; &lt;i&gt;</p>');
});

test('a code block scrolls, names its language and keeps its text', () => {
	expect(html('```JS title="x"\na <b> & c\n```')).toBe(
		'<pre tabindex="0"><code class="language-js">a &lt;b&gt; &amp; c\n</code></pre>',
	);
	expect(html('    a < b')).toBe('<pre tabindex="0"><code>a &lt; b\n</code></pre>');
});

test('a definition list', () => {
	expect(html('Antrag\n: Bitte um Leistung')).toBe(
		'<dl>\n<dt>Antrag</dt>\n<dd>Bitte um Leistung</dd>\n</dl>',
	);
});

test('a task shows its state, and its text is the label', () => {
	expect(html('- [ ] Antrag **stellen**\n- [X] Ausweis\n- [x]ohne Abstand')).toBe(
		'<ul>\n' +
			'<li class="task"><label><input type="checkbox" disabled /> Antrag <strong>stellen</strong></label></li>\n' +
			'<li class="task"><label><input type="checkbox" disabled checked /> Ausweis</label></li>\n' +
			'<li>[x]ohne Abstand</li>\n</ul>',
	);
});

test('a footnote leads there and back from each place that mentions it', () => {
	const result = html('Eins[^a] zwei[^b] drei[^a]\n\n[^a]: Quelle\n[^b]: Zweite');

	expect(result).toContain('<a role="doc-noteref" id="fnref-1" href="#fn-1">[1]</a>');
	expect(result).toContain('<a role="doc-noteref" id="fnref-1-2" href="#fn-1">[1]</a>');
	expect(result).toContain('<li id="fn-1"><p>Quelle');
	expect(result).toContain('<li id="fn-2"><p>Zweite');
	expect(result).toContain('aria-label="↩ 1-2" href="#fnref-1-2">');
});

test('a table scrolls in a named box, aligns by class and has no empty header', () => {
	expect(html('| | Name | Tel |\n|-|:-:|--:|\n| x | *a* | 1 |')).toBe(
		'<div class="table" role="group" tabindex="0" aria-label="Name, Tel">\n<table>\n<thead>\n<tr>\n' +
			'<td></td>\n<th scope="col" class="align-center">Name</th>\n<th scope="col" class="align-right">Tel</th>\n' +
			'</tr>\n</thead>\n<tbody>\n<tr>\n' +
			'<td>x</td>\n<td class="align-center"><em>a</em></td>\n<td class="align-right">1</td>\n' +
			'</tr>\n</tbody>\n</table>\n</div>',
	);
});

test('the name of a table is its header, whatever stands there', () => {
	expect(html('| "A" & <B> | {{c}} |\n|-|-|')).toContain(
		'aria-label="&quot;A&quot; &amp; &lt;B&gt;, {{c}}"',
	);
});

test('there are no footnotes inside of the line', () => {
	expect(html('x^[y]')).toBe('<p>x^[y]</p>');
});

test('a note has a kind and a title in which Markdown counts', () => {
	expect(html('::: warning Frist *läuft*\nHeute\n:::')).toBe(
		'<aside class="admonition admonition-warning" role="note">\n' +
			'<p class="admonition-title">Frist <em>läuft</em></p>\n<p>Heute</p>\n</aside>',
	);
	expect(html('::: tip\nKurz\n:::')).toBe(
		'<aside class="admonition admonition-tip" role="note">\n<p>Kurz</p>\n</aside>',
	);
});

test('a note of an unknown kind is text', () => {
	expect(html('::: danger\nx\n:::')).toBe('<p>::: danger\nx\n:::</p>');
});

test('a placeholder is a slot, also in headings, tables, notes and link texts', () => {
	const source =
		'# {{organisation.name}}\n\n{{a}} [{{b}}](tel:+49) *{{ c.d2 }}*\n\n| {{e}} |\n|-|\n\n::: tip {{f}}\n:::';

	expect(slots(source)).toEqual(
		['organisation.name', 'a', 'b', 'c.d2', 'e', 'f'].map((name) => ({ kind: 'placeholder', name })),
	);
});

test('a placeholder in code stays as written', () => {
	expect(html('`{{a}}`\n\n```\n{{b}}\n```')).toBe(
		'<p><code>{{a}}</code></p>\n<pre tabindex="0"><code>{{b}}\n</code></pre>',
	);
});

test('a placeholder in an address, a title or the description of a picture is no slot', () => {
	const result = html('[x](https://a.de/{{b}} "{{c}}") ![{{d}}](/files/1.png "{{e}}") https://a.de/{{f}}');

	expect(result).not.toContain('<slot');
	expect(result).toContain('href="https://a.de/%7B%7Bb%7D%7D"');
	expect(result).toContain('title="{{c}}"');
	expect(result).toContain('alt="{{d}}"');
	expect(result).toContain('href="https://a.de/%7B%7Bf%7D%7D"');
});

test.each(['{{}}', '{{a b}}', '{{a.}}', '{{.a}}', '{{1a}}', '{{a..b}}', '{{ä}}', '\\{{a}}', '{a}', '{{a}'])(
	'%s is no placeholder',
	(source) => {
		expect(slots(source)).toEqual([]);
	},
);

test('all ways to write an item link make the same slot', () => {
	expect(slots('[**Zum** `Antrag`](item:procedure/antrag)')).toEqual([
		{ kind: 'itemLink', reference: 'procedure/antrag', label: 'Zum Antrag' },
	]);
	expect(slots('[[procedure/antrag|Zum Antrag]]')).toEqual(
		slots('[**Zum** `Antrag`](item:procedure/antrag)'),
	);
	expect(slots('[Zum Antrag][a]\n\n[a]: item:procedure/antrag')).toEqual(
		slots('[[procedure/antrag|Zum Antrag]]'),
	);
	expect(slots('[x](/i/0198-ab)')).toEqual([{ kind: 'itemLink', reference: '0198-ab', label: 'x' }]);
});

test('an item link without a text waits for the title', () => {
	const link = { kind: 'itemLink', reference: '0198-ab', label: null };

	expect(slots('[[0198-ab]] [[0198-ab| ]] [](item:0198-ab) <item:0198-ab>')).toEqual([link, link, link, link]);
});

test('an item link may lead to a heading of the item', () => {
	expect(slots('[x](item:procedure/a#h-frist) [y](/i/7#h-b)')).toEqual([
		{ kind: 'itemLink', reference: 'procedure/a', label: 'x', fragment: 'h-frist' },
		{ kind: 'itemLink', reference: '7', label: 'y', fragment: 'h-b' },
	]);
});

test('several item links in one paragraph keep what stands between them', () => {
	expect(html('a [b](item:c) d [e](https://f.de) [[g]] h')).toBe(
		'<p>a <slot {"kind":"itemLink","reference":"c","label":"b"}> d ' +
			'<a rel="noopener noreferrer" href="https://f.de">e</a> ' +
			'<slot {"kind":"itemLink","reference":"g","label":null}> h</p>',
	);
});

test('an item link in a table hides its bar', () => {
	expect(slots('| a |\n|-|\n| [[b\\|c]] |')).toEqual([{ kind: 'itemLink', reference: 'b', label: 'c' }]);
});

test.each(['[[a b]]', '[[/a]]', '[[a/b/c]]', '[[../a]]', '[[]]', '[x](item:)', '[x](item:a/b/c)', '`[[a]]`', '\\[[a]]'])(
	'%s is no item link',
	(source) => {
		expect(slots(source)).toEqual([]);
	},
);

test('a number in double brackets may be the text of an ordinary link', () => {
	expect(html('[[1]](https://a.de)')).toBe('<p><a rel="noopener noreferrer" href="https://a.de">[1]</a></p>');
});

test('an item link wins over a link around it, as Markdown has it for links', () => {
	expect(html('[a [[b]] c](/d)')).toBe('<p>[a <slot {"kind":"itemLink","reference":"b","label":null}> c](/d)</p>');
});

test('a paragraph of nothing but an embedded item is that item', () => {
	expect(html('a\n\n![[procedure/b]]\n\nc')).toBe(
		'<p>a</p>\n<slot {"kind":"itemEmbed","reference":"procedure/b"}>\n<p>c</p>',
	);
	expect(slots('- ![[b]]')).toEqual([{ kind: 'itemEmbed', reference: 'b' }]);
});

test('an embedded item inside of a sentence is a link', () => {
	expect(slots('Siehe ![[b]]')).toEqual([{ kind: 'itemLink', reference: 'b', label: null }]);
});

test('slots in footnotes come where the footnotes stand', () => {
	expect(slots('x[^1] {{b}}\n\n[^1]: {{a}} [[c]]')).toEqual([
		{ kind: 'placeholder', name: 'b' },
		{ kind: 'placeholder', name: 'a' },
		{ kind: 'itemLink', reference: 'c', label: null },
	]);
});

test('the items a text points to are named once each', () => {
	const { itemReferences } = renderMarkdown('[[b]] {{x}} [y](item:a)\n\n![[b]]\n\n![[c]]');

	expect(itemReferences).toEqual(['b', 'a', 'c']);
});

test('an external link gives nothing away, an internal one is left alone', () => {
	expect(html('[a](https://b.de "T") [c](/d) [e](#f) [g](mailto:h@i.de) [j](tel:+4930)')).toBe(
		'<p><a title="T" rel="noopener noreferrer" href="https://b.de">a</a> <a href="/d">c</a> <a href="#f">e</a> ' +
			'<a href="mailto:h@i.de">g</a> <a href="tel:+4930">j</a></p>',
	);
});

test('only addresses that were meant as such become links by themselves', () => {
	expect(html('https://a.de b@c.de')).toBe(
		'<p><a rel="noopener noreferrer" href="https://a.de">https://a.de</a> <a href="mailto:b@c.de">b@c.de</a></p>',
	);
	expect(html('Ende.In der ftp://a.de //b.de 10.0.0.1')).toBe('<p>Ende.In der ftp://a.de //b.de 10.0.0.1</p>');
});

test.each(['//a.de', 'ftp://a.de', 'a/b', 'data:text/html,x', 'javascript:x', 'file:///etc', 'https:/x'])(
	'%s is nowhere to link to',
	(address) => {
		expect(html(`[x](${address})`)).not.toContain('<a');
	},
);

test('a picture is shown from our files', () => {
	expect(html('![Plan *A*](/files/1/plan.png "T")')).toBe(
		'<p><img alt="Plan A" title="T" loading="lazy" src="/files/1/plan.png" /></p>',
	);
});

test('a picture from another host is a link to it', () => {
	const link = '<a rel="noopener noreferrer" href="https://a.de/b.png">';

	expect(html('![Plan](https://a.de/b.png)')).toBe(`<p>${link}Plan</a></p>`);
	expect(html('![](https://a.de/b.png)')).toBe(`<p>${link}https://a.de/b.png</a></p>`);
	expect(html('[![Plan](https://c.de/d.png)](https://a.de/b.png)')).toBe(`<p>${link}Plan</a></p>`);
});

test.each(['/files/../api', '/files/%2e%2E/api', '/files/./x', '/api/x', '/filesx', '#x', 'item:a', 'mailto:a@b.de'])(
	'a picture at %s is only its description',
	(address) => {
		expect(html(`![Plan](${address})`)).toBe('<p>Plan</p>');
	},
);

test('characters that reverse the reading direction are dropped, however they were written', () => {
	const { segments, headings, text, slots } = renderMarkdown(
		'# a\u202Eb\n\nc&#x202e;d `\u202D` [[e|f\u202Eg]] [h&#8238;i](item:j) [k](/l "m&#x202E;n")',
	);

	expect(JSON.stringify({ segments, headings, text, slots })).not.toMatch(/[\u202D\u202E]/);
	expect(headings[0]?.text).toBe('ab');
});

test('NUL and half characters do not reach the database', () => {
	const { segments, text } = renderMarkdown('a\0b&#0; c\uD800d');

	expect(segments).toEqual(['<p>a\uFFFDb\uFFFD c\uFFFDd</p>\n']);
	expect(text).toBe('a\uFFFDb\uFFFD c\uFFFDd');
});

test('plain text has one line per block and no markup', () => {
	const { text } = renderMarkdown(
		'# Titel\n\nEin *schöner*\nText mit `code` & {{organisation.phone}}.\n\n##### Tief\n\n- [x] eins [[a|Link]]\n- zwei [[b]]\n\n' +
			'![Plan](/files/1.png)\n\n::: tip Rat\nTat\n:::\n\n```\nx = 1\n```\n\nNote[^1]\n\n[^1]: Quelle',
	);

	expect(text.split('\n')).toEqual([
		'Ein schöner Text mit code & ….',
		'eins Link',
		'zwei',
		'Plan',
		'Rat',
		'Tat',
		'x = 1',
		'Note',
		'Quelle',
	]);
});

test('a text of many slots is refused', () => {
	expect(renderMarkdown('{{a}}'.repeat(500)).slots).toHaveLength(500);
	expect(() => renderMarkdown('{{a}}'.repeat(501))).toThrow(
		expect.objectContaining({ code: 'content.tooComplex' }),
	);
});

test('the limit of length counts bytes', () => {
	expect(() => renderMarkdown('ä'.repeat(600_000))).toThrow(
		expect.objectContaining({ code: 'content.tooComplex' }),
	);
	expect(() => renderMarkdown('abc', { limits: { sourceBytes: 2 } })).toThrow(
		expect.objectContaining({ code: 'content.tooComplex' }),
	);
});

test.each([
	['quotes', `${'> '.repeat(60)}a`],
	['lists', `${'- '.repeat(60)}a`],
	['notes', '::: tip\n'.repeat(60)],
	['emphasis', `${'*'.repeat(120)}a${'*'.repeat(120)}`],
])('deep nesting of %s is refused instead of cut off', (_name, source) => {
	expect(() => renderMarkdown(source)).toThrow(expect.objectContaining({ code: 'content.tooComplex' }));
});

test('nesting that people use is rendered', () => {
	expect(html(`${'> '.repeat(20)}Unten`)).toContain('<p>Unten</p>');
});

test('a short text that would make a huge page is refused', () => {
	const source = `[a]: /x "${'y'.repeat(200_000)}"\n\n${'[a] '.repeat(100)}`;

	expect(() => renderMarkdown(source)).toThrow(expect.objectContaining({ code: 'content.tooComplex' }));
});
