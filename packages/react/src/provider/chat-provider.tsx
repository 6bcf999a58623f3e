import { createChatClient, type ChatClient, type ChatClientOptions } from "@natter/client";
import { useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from "react";
import { Announcer } from "../announcer/announcer.tsx";
import { Components } from "../components/components.tsx";
import type { MessageTypes } from "../components/message-types.ts";
import type { PartOverrides } from "../components/overrides.ts";
import { LayerContext } from "../primitives/layer.tsx";
import { Toaster } from "../primitives/toaster.tsx";
import type { Strings } from "../strings/english.ts";
import { WordingContext } from "../strings/use-strings.ts";
import { holdConnection } from "./hold-connection.ts";
import { ChatClientContext } from "./use-chat-client.ts";

/**
 * `system` follows `.dark`, `data-theme` or `data-mode` of an element around, and without one the system. `shadcn` wears the
 * host's shadcn/ui theme, with `@natter/react/themes/shadcn.css`.
 */
export type Theme = "light" | "dark" | "system" | "shadcn";

type Connection =
  | { readonly client: ChatClient }
  | (Pick<ChatClientOptions, "endpoint" | "appKey"> & {
      /** Who is signed in: another id means another client. */
      readonly userId: string;
      /** May be a new function on every render; the latest is asked. */
      readonly getToken: () => Promise<string>;
    });

export type ChatProviderProps = Connection & {
  readonly children: ReactNode;
  readonly theme?: Theme;
  /** Other words than the kit's English; a whole language is `{...arabic}` of `@natter/react/locales/arabic`. */
  readonly strings?: Strings;
  /** A BCP 47 tag for plural forms, dates, numbers and lists. Give it where the page is rendered on a server. */
  readonly locale?: string;
  /** The writing direction, when it is not that of the page around. */
  readonly dir?: "ltr" | "rtl";
  /** Other components for parts of the kit. */
  readonly components?: PartOverrides;
  /** Messages of one's own, by their `custom.type`. */
  readonly messageTypes?: MessageTypes;
};

/** Connects everything below it to one user's chat, and holds the theme, the wording and what is announced. */
export function ChatProvider(props: ChatProviderProps): ReactElement {
  const client = useClient(props);
  useEffect(() => holdConnection(client), [client]);
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const { strings, locale, dir, theme = "system", components, messageTypes, children } = props;
  const wording = useMemo(() => ({ strings: strings ?? {}, locale }), [strings, locale]);
  return (
    <ChatClientContext.Provider value={client}>
      <WordingContext.Provider value={wording}>
        <div ref={setRoot} data-natter="root" data-natter-theme={theme} lang={locale} dir={dir}>
          <LayerContext.Provider value={root}>
            <Components components={components} messageTypes={messageTypes}>
              <Announcer>
                <Toaster>{children}</Toaster>
              </Announcer>
            </Components>
          </LayerContext.Provider>
        </div>
      </WordingContext.Provider>
    </ChatClientContext.Provider>
  );
}

function useClient(connection: Connection): ChatClient {
  const latest = useRef(connection);
  latest.current = connection;
  const given = "client" in connection ? connection.client : null;
  const key =
    "client" in connection
      ? ""
      : JSON.stringify([connection.endpoint, connection.appKey, connection.userId]);
  const [made, setMade] = useState<{ key: string; client: ChatClient } | null>(null);
  if (given) return given;
  if (made?.key === key) return made.client;
  const client = makeClient(latest);
  setMade({ key, client });
  return client;
}

function makeClient(latest: { readonly current: Connection }): ChatClient {
  const options = latest.current;
  if ("client" in options) return options.client;
  return createChatClient({
    endpoint: options.endpoint,
    appKey: options.appKey,
    getToken: () => {
      const current = latest.current;
      return "client" in current ? options.getToken() : current.getToken();
    },
  });
}
