import type { openApiDocument } from "@natter/contract";

type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  security: Record<string, unknown>[];
  responses: Record<string, { description: string }>;
  requestBody?: { content: Record<string, { schema: unknown }> };
  parameters: { name: string; in: string; required: boolean }[];
};

/** A page that lists every route with what it takes and answers, from the OpenAPI document. It needs no script. */
export function referencePage(document: ReturnType<typeof openApiDocument>): string {
  const paths = document["paths"] as Record<string, Record<string, Operation>>; // as openApiDocument builds it
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );
  const sections = [...Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? "")];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Natter API reference</title>
<style>${style}</style>
</head>
<body>
<header><h1>Natter API</h1><p>The same in a machine's form: <a href="/v1/openapi.json">OpenAPI 3.1</a>.</p></header>
<div class="page">
<nav aria-label="Sections"><ul>${sections.map(([tag]) => `<li><a href="#${tag}">${escape(tag)}</a></li>`).join("")}</ul></nav>
<main>${sections.map(([tag, list]) => section(tag, list)).join("")}</main>
</div>
</body>
</html>`;
}

type Entry = { path: string; method: string; operation: Operation };

function section(tag: string, entries: readonly Entry[]): string {
  return `<section id="${tag}"><h2>${escape(tag)}</h2>${entries.map(article).join("")}</section>`;
}

function article({ path, method, operation }: Entry): string {
  const query = operation.parameters.filter((parameter) => parameter.in === "query");
  return `<article id="${operation.operationId}">
<h3><span class="method ${method}">${method}</span> <code>${escape(path)}</code></h3>
<p>${escape(operation.summary)}</p>
<dl>
<dt>Called with</dt><dd>${operation.security.map((way) => Object.keys(way).join(" + ")).join(", or ")}</dd>
${query.length > 0 ? `<dt>Query</dt><dd>${query.map((parameter) => `<code>${escape(parameter.name)}</code>`).join(" ")}</dd>` : ""}
<dt>Answers</dt><dd>${Object.entries(operation.responses)
    .map(([status, { description }]) => `<b>${status}</b> ${escape(description)}`)
    .join("<br>")}</dd>
</dl>
${operation.requestBody ? `<details><summary>Body</summary><pre tabindex="0">${escape(schemaText(operation.requestBody))}</pre></details>` : ""}
</article>`;
}

function schemaText(body: NonNullable<Operation["requestBody"]>): string {
  return JSON.stringify(body.content["application/json"]?.schema, null, 2);
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#dfe3ea, #2b313c); --muted: light-dark(#4d5768, #a6b0c0); --accent: light-dark(#3b4fd8, #98a6ff); }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: light-dark(#fff, #12151b); color: light-dark(#161a22, #e8ebf1); }
header { padding: 2rem clamp(1rem, 4vw, 3rem) 1rem; border-bottom: 1px solid var(--line); }
h1 { margin: 0; } h2 { text-transform: capitalize; margin: 2.5rem 0 0; } h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
.page { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 2rem; padding: 0 clamp(1rem, 4vw, 3rem) 4rem; }
nav ul { position: sticky; top: 1rem; list-style: none; padding: 1.5rem 0; margin: 0; }
nav a { display: block; padding: .2rem 0; text-decoration: none; text-transform: capitalize; }
article { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin-top: 1rem; }
.method { display: inline-block; min-width: 4rem; font: 600 .8rem ui-monospace, monospace; color: var(--accent); }
dl { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .3rem 1rem; font-size: .9rem; margin: .5rem 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
pre { overflow: auto; font-size: .8rem; }
@media (max-width: 45rem) { .page { grid-template-columns: 1fr; } nav ul { position: static; columns: 2; } dl { grid-template-columns: 1fr; } }
`;
