import { expect, test } from "bun:test";
import { Html, html } from "../../src/printed/html.ts";

test("what is put into it stays a text, in an element and in an attribute", () => {
	const hostile = `"><script>&'`;
	expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
		'<p title="&quot;&gt;&lt;script&gt;&amp;&#x27;">&quot;&gt;&lt;script&gt;&amp;&#x27;</p>',
	);
});

test("HTML stays HTML, lists are joined, numbers are written, and nothing is nothing", () => {
	const items = ["a", "<"].map((name) => html`<li>${name}</li>`);
	expect(html`<ul class="${1.5}">${items}${undefined}${new Html("<li>")}${[]}</ul>`.text).toBe(
		'<ul class="1.5"><li>a</li><li>&lt;</li><li></ul>',
	);
});
