import type { Engine } from "../engine.ts";
import { applyUsers } from "./apply-users.ts";

/** Longer than a list takes to be drawn: whoever shows in it is asked for together. */
const togetherMs = 50;
const mostPerCall = 100;

type Batch = { readonly ids: string[]; readonly done: Promise<void> };

/**
 * Learns who users are of whom the state has no more than the id. Those asked for in one moment go in one request; of whom the
 * server tells nothing (a stranger, somebody who left) it is not asked again.
 */
export function createUserLoader(engine: Engine): (userIds: readonly string[]) => Promise<void> {
  const asked = new Map<string, Promise<void>>();
  let next: Batch | null = null;

  function begin(): Batch {
    const ids: string[] = [];
    const moment = new Promise<void>((resolve) => void engine.clock.after(togetherMs, resolve));
    const done = moment.then(() => {
      next = null;
      return fetchUsers(ids);
    });
    done.catch(() => ids.forEach((id) => asked.delete(id)));
    return { ids, done };
  }

  async function fetchUsers(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += mostPerCall) {
      const some = ids.slice(from, from + mostPerCall);
      const query = { ids: some.join(","), limit: mostPerCall };
      const { items } = await engine.api("users.list", { query }, engine);
      engine.store.update((state) => applyUsers(state, items));
    }
  }

  function ask(id: string): Promise<void> {
    const before = asked.get(id);
    if (before !== undefined) return before;
    next ??= begin();
    next.ids.push(id);
    asked.set(id, next.done);
    return next.done;
  }

  return async (userIds) => {
    const { users } = engine.store.getState();
    await Promise.all(userIds.filter((id) => users[id] === undefined).map(ask));
  };
}
