import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { paths } from "./paths.ts";

const document = openApiDocument("http://localhost:8800");

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test("a broken document is found invalid", async () => {
  const result = await new Validator().validate({
    ...structuredClone(document),
    paths: { "/v1/x": { get: { responses: 3 } } },
  });
  expect(result.valid).toBe(false);
});

test("every route of the table stands in the document under its method and path", () => {
  const documented = document["paths"] as Record<string, Record<string, { operationId: string }>>;
  for (const [name, line] of Object.entries(paths)) {
    const [method = "", path = ""] = line.split(" ");
    const operation = documented[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    expect(operation?.operationId, line).toBe(name);
  }
});

test("every path parameter is declared", () => {
  const documented = document["paths"] as Record<
    string,
    Record<string, { parameters: { name: string; in: string }[] }>
  >;
  for (const [path, operations] of Object.entries(documented)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const operation of Object.values(operations)) {
      expect(
        operation.parameters.filter((one) => one.in === "path").map((one) => one.name),
      ).toEqual(names);
    }
  }
});
