/** Where the hub answers on its server. */
export type HubPaths = {
  readonly websocket: string;
  readonly httpStream: string;
  readonly sse: string;
  readonly emulation: string;
};

/** Where the official clients look unless told otherwise. */
export const defaultPaths: HubPaths = {
  websocket: "/connection/websocket",
  httpStream: "/connection/http_stream",
  sse: "/connection/sse",
  emulation: "/emulation",
};
