import { forwardRef, type ComponentPropsWithoutRef, type Ref } from "react";
import { slot } from "../components/slot.tsx";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonProps = ComponentPropsWithoutRef<"button"> & {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly variant?: "primary" | "secondary" | "ghost" | "danger";
  readonly size?: "small" | "medium";
  readonly icon?: IconName;
  /** Work is going on: the button keeps focus and its name, and ignores presses. */
  readonly busy?: boolean;
};

/** A button with a text. `type` is `button` unless said otherwise. */
export const Button = slot(
  "Button",
  forwardRef<HTMLButtonElement, Omit<ButtonProps, "ref">>(function Button(props, ref) {
    const {
      variant = "secondary",
      size = "medium",
      icon,
      busy,
      children,
      onClick,
      ...rest
    } = props;
    return (
      <button
        ref={ref}
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
  }),
);

export type IconButtonProps = Omit<ComponentPropsWithoutRef<"button">, "children"> & {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly icon: IconName;
  /** Its accessible name, and the tooltip. */
  readonly label: string;
  readonly size?: "small" | "medium";
};

/** A square button with an icon and a name for those who do not see it. */
export const IconButton = slot(
  "IconButton",
  forwardRef<HTMLButtonElement, Omit<IconButtonProps, "ref">>(function IconButton(props, ref) {
    const { icon, label, size = "medium", ...rest } = props;
    return (
      <button
        ref={ref}
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
  }),
);
