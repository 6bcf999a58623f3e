import {
  BlockList,
  IconButton,
  OwnDecisions,
  OwnProfile,
  PrivacySettings,
  ReminderList,
  ScheduledMessages,
} from "@natter/react";
import type { ReactElement, ReactNode } from "react";
import { useLocation } from "wouter";
import { useGo } from "../app/use-go.ts";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { ThemeSwitch } from "../theme/theme-switch.tsx";
import type { WordKey } from "../words/english.ts";
import { useWords } from "../words/language-provider.tsx";
import { LanguageSwitch } from "../words/language-switch.tsx";
import { LogOut } from "./log-out.tsx";
import { SettingsSidebar, type SettingsSection } from "./settings-sidebar.tsx";
import "../shell/page.css";

/** The viewer's own settings, a section at a time. */
export function SettingsRoute({ section }: { readonly section: string | undefined }): ReactElement {
  const w = useWords();
  const [, navigate] = useLocation();
  useDocumentTitle(w("settings.title"));
  const shown = sections.find((one) => one === section);
  const active = shown ?? "profile";
  return (
    <Shell
      pane={shown === undefined ? "list" : "main"}
      sidebar={<SettingsSidebar active={active} sections={sections} />}
    >
      <div className="page-scroll">
        <div className="page-narrow">
          <header>
            <span className="only-narrow">
              <IconButton icon="back" label={w("back")} onClick={() => navigate("/settings")} />
            </span>
            <h1>{w(`settings.${active}`)}</h1>
          </header>
          <Section name={active} />
        </div>
      </div>
    </Shell>
  );
}

const sections: readonly SettingsSection[] = [
  "profile",
  "privacy",
  "appearance",
  "later",
  "people",
  "decisions",
];

function Section({ name }: { readonly name: SettingsSection }): ReactElement {
  const { toMessage } = useGo();
  switch (name) {
    case "profile":
      return (
        <>
          <Part>
            <OwnProfile />
          </Part>
          <LogOut />
        </>
      );
    case "privacy":
      return <PrivacySettings />;
    case "appearance":
      return (
        <>
          <Part title="theme.title">
            <ThemeSwitch />
          </Part>
          <Part>
            <LanguageSwitch />
          </Part>
        </>
      );
    case "later":
      return (
        <>
          <Part title="settings.scheduled">
            <ScheduledMessages />
          </Part>
          <Part title="settings.reminders">
            <ReminderList onOpen={toMessage} />
          </Part>
        </>
      );
    case "people":
      return <BlockList />;
    case "decisions":
      return <OwnDecisions />;
    default:
      return name satisfies never;
  }
}

type PartProps = { readonly title?: WordKey; readonly children: ReactNode };

function Part({ title, children }: PartProps): ReactElement {
  const w = useWords();
  return (
    <section className="page-section">
      {title && <h2>{w(title)}</h2>}
      {children}
    </section>
  );
}
