import { UsageError } from "./cli-error.ts";
import type { Given, OptionSpec } from "./command-spec.ts";

type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

type FetchPage<Item> = (query: { limit: number; cursor?: string }) => Promise<Page<Item>>;

/** The options of a command that lists. */
export const pageOptions: Readonly<Record<string, OptionSpec>> = {
  limit: { value: "N", help: "how many at most; 50 when not said" },
  all: { help: "every one there is" },
};

/** Reads a list page by page, as far as `--limit` or `--all` says; `more` when there are others. */
export async function readPages<Item>(
  given: Given,
  fetchPage: FetchPage<Item>,
): Promise<{ items: Item[]; more: boolean }> {
  if (given.has("all") && given.has("limit")) throw new UsageError("give either --limit or --all");
  const most = given.has("all")
    ? Infinity
    : given.number("limit", { usual: 50, least: 1, most: 100_000 });
  return readUpTo(most, fetchPage);
}

/** Reads a list to its end. */
export async function readAll<Item>(fetchPage: FetchPage<Item>): Promise<Item[]> {
  return (await readUpTo(Infinity, fetchPage)).items;
}

async function readUpTo<Item>(
  most: number,
  fetchPage: FetchPage<Item>,
): Promise<{ items: Item[]; more: boolean }> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await fetchPage({
      limit: Math.min(100, most - items.length),
      ...(cursor === null ? {} : { cursor }),
    });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && items.length < most);
  return { items, more: cursor !== null };
}

/** What stands under a list that goes on. */
export function moreNotice(more: boolean): { notice?: string } {
  return more ? { notice: "There are more; --all shows them." } : {};
}
