import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import { Announcer } from "../announcer/announcer.tsx";
import { Components } from "../components/components.tsx";
import type { MessageTypes } from "../components/message-types.ts";
import type { PartOverrides } from "../components/overrides.ts";
import { HotkeysProvider } from "../hotkeys/hotkeys-provider.tsx";
import type { HotkeyChoice } from "../hotkeys/hotkey-keys.ts";
import { LayerContext } from "../primitives/layer.tsx";
import { Toaster } from "../primitives/toaster.tsx";
import type { Strings } from "../strings/english.ts";
import { WordingContext } from "../strings/use-strings.ts";
import { ReportErrorContext, type ReportError } from "./report-error.ts";
import { ChatClientContext } from "./use-chat-client.ts";
import { useOwnedClient, type ProvidedConnection } from "./use-owned-client.ts";

/**
 * `system` follows `.dark`, `data-theme` or `data-mode` of an element around, and without one the system. `shadcn` wears the
 * host's shadcn/ui theme, with `@natter/react/themes/shadcn.css`.
 */
export type Theme = "light" | "dark" | "system" | "shadcn";

export type ChatProviderProps = ProvidedConnection & {
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
  /** Other keys by the name of what they do, null for none; false switches all of them off. */
  readonly hotkeys?: HotkeyChoice | false;
  /** Told of what went wrong and was not the viewer's doing: a refused connection, a part that broke. */
  readonly onError?: ReportError;
};

const noHotkeys: HotkeyChoice = {};

/** Connects everything below it to one user's chat, and holds the theme, the wording, the keys and what is announced. */
export function ChatProvider(props: ChatProviderProps): ReactElement {
  const client = useOwnedClient(props);
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const { strings, locale, dir, theme = "system", components, messageTypes, children } = props;
  const wording = useMemo(() => ({ strings: strings ?? {}, locale }), [strings, locale]);
  const report = useReport(props.onError);
  useEffect(
    () =>
      client.store.subscribe(
        (state) => state.connectionError,
        (error) => {
          if (error !== null) report(error);
        },
      ),
    [client, report],
  );
  return (
    <ChatClientContext.Provider value={client}>
      <WordingContext.Provider value={wording}>
        <ReportErrorContext.Provider value={report}>
          <div ref={setRoot} data-natter="root" data-natter-theme={theme} lang={locale} dir={dir}>
            <LayerContext.Provider value={root}>
              <Components components={components} messageTypes={messageTypes}>
                <Announcer>
                  <Toaster>
                    <HotkeysProvider root={root} choice={props.hotkeys ?? noHotkeys}>
                      {children}
                    </HotkeysProvider>
                  </Toaster>
                </Announcer>
              </Components>
            </LayerContext.Provider>
          </div>
        </ReportErrorContext.Provider>
      </WordingContext.Provider>
    </ChatClientContext.Provider>
  );
}

/** The host's function may be a new one on every render; what reports keeps one. */
function useReport(onError: ReportError | undefined): ReportError {
  const latest = useRef(onError);
  useEffect(() => {
    latest.current = onError;
  });
  return useCallback((error) => latest.current?.(error), []);
}
