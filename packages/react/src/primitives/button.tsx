import type { ComponentPropsWithRef, ReactElement } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonProps = ComponentPropsWithRef<"button"> & {
  readonly variant?: "primary" | "secondary" | "ghost" | "danger";
  readonly size?: "small" | "medium";
  readonly icon?: IconName;
  /** Work is going on: the button keeps focus and its name, and ignores presses. */
  readonly busy?: boolean;
};

/** A button with a text. `type` is `button` unless said otherwise. */
export function Button(props: ButtonProps): ReactElement {
  const { variant = "secondary", size = "medium", icon, busy, children, onClick, ...rest } = props;
  return (
    <button
      type="button"
      data-natter="button"
      data-variant={variant}
      data-size={size}
      data-busy={busy ? "" : undefined}
      aria-disabled={busy ? true : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {icon && <Icon name={icon} size={size === "small" ? 16 : 18} />}
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ComponentPropsWithRef<"button">, "children"> & {
  readonly icon: IconName;
  /** Its accessible name, and the tooltip. */
  readonly label: string;
  readonly size?: "small" | "medium";
};

/** A square button with an icon and a name for those who do not see it. */
export function IconButton(props: IconButtonProps): ReactElement {
  const { icon, label, size = "medium", ...rest } = props;
  return (
    <button
      type="button"
      data-natter="icon-button"
      data-size={size}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} size={size === "small" ? 18 : 20} />
    </button>
  );
}
