/** The WebSocket address of a path at the API's own endpoint; a full address in `path` is taken as it is. */
export function toRealtimeUrl(endpoint: string, path: string): string {
  if (/^wss?:\/\//.test(path)) return path;
  const base = endpoint.replace(/\/+$/, "").replace(/^http/, "ws");
  return `${base}${path.startsWith("/") ? "" : "/"}${path}`;
}
