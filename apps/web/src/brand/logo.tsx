import type { ReactElement } from "react";

/** The mark and the name. `mark` is the mark alone. */
export function Logo({ variant = "full" }: { readonly variant?: "full" | "mark" }): ReactElement {
  return (
    <span className="logo">
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
        <rect width="32" height="32" rx="9" className="logo-ground" />
        <path
          d="M7 22.5V13a4.5 4.5 0 0 1 4.5-4.5h5A4.5 4.5 0 0 1 21 13v2.5a4.5 4.5 0 0 1-4.5 4.5h-5.4L7 23.6Z"
          className="logo-front"
        />
        <path
          d="M25 25.3V16a3 3 0 0 0-2-2.8v2.6a6.4 6.4 0 0 1-6.4 6.4h-2.4a3.6 3.6 0 0 0 2.9 1.4h4.6Z"
          className="logo-back"
        />
      </svg>
      {variant === "full" && <span className="logo-name">Natter</span>}
    </span>
  );
}
