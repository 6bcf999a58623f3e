import { Icon, type IconName } from "@natter/react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import { paths } from "../app/paths.ts";
import { useWords } from "../words/language-provider.tsx";
import "./settings-sidebar.css";

export type SettingsSection =
  | "profile"
  | "privacy"
  | "appearance"
  | "later"
  | "people"
  | "decisions";

const icons: Readonly<Record<SettingsSection, IconName>> = {
  profile: "smile",
  privacy: "lock",
  appearance: "sun",
  later: "clock",
  people: "ban",
  decisions: "shield",
};

export type SettingsSidebarProps = {
  readonly active: SettingsSection;
  readonly sections: readonly SettingsSection[];
};

/** The sections of the viewer's own settings. */
export function SettingsSidebar({ active, sections }: SettingsSidebarProps): ReactElement {
  const w = useWords();
  return (
    <>
      <div className="sidebar-header">
        <div className="sidebar-title">
          <h2>{w("settings.title")}</h2>
        </div>
      </div>
      <nav className="sidebar-scroll" aria-label={w("settings.title")}>
        <ul className="settings-links">
          {sections.map((section) => (
            <li key={section}>
              <Link
                href={paths.settings(section)}
                aria-current={section === active ? "page" : undefined}
              >
                <Icon name={icons[section]} size={18} />
                {w(`settings.${section}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
