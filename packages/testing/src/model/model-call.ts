import { paths, type RouteName } from "@natter/contract/paths";

/** A request as the model understands it. A token is the user's id. */
export type Call = {
  readonly name: RouteName;
  readonly userId: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly body: Record<string, unknown>;
};

const routePatterns = Object.entries(paths).map(([name, route]) => {
  const [method, path] = route.split(" ") as [string, string]; // "METHOD /path"
  const pattern = new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
  return { name: name as RouteName, method, pattern }; // a key of the table
});

/** Reads a request by the route table; throws for what is no route. */
export function readCall(url: string, init: RequestInit = {}): Call {
  const { pathname, searchParams } = new URL(url);
  for (const { name, method, pattern } of routePatterns) {
    if (method !== init.method) continue;
    const match = pattern.exec(pathname);
    if (match === null) continue;
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
    );
    const headers = new Headers(init.headers);
    return {
      name,
      userId: (headers.get("authorization") ?? "").replace("Bearer ", ""),
      params,
      query: Object.fromEntries(searchParams),
      body: typeof init.body === "string" ? JSON.parse(init.body) : {},
    };
  }
  throw new Error(`No route for ${init.method} ${pathname}.`);
}
