import type { ReactElement, ReactNode } from "react";

export type SettingRowProps = {
  readonly title: string;
  readonly text: string;
  /** What does it. */
  readonly children: ReactNode;
};

/** One thing that can be done, what it means, and the button. */
export function SettingRow({ title, text, children }: SettingRowProps): ReactElement {
  return (
    <div data-natter="setting-row">
      <div data-part="words">
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
      {children}
    </div>
  );
}
