import type { ReactElement } from "react";
import { slot } from "../components/slot.tsx";

/** The kit's own line icons, on a 24 by 24 grid. */
const paths = {
  alert: "M12 3.8 21 19.5H3L12 3.8Z M12 10v4.2 M12 16.9v.1",
  back: "M14.5 5.5 8 12l6.5 6.5",
  check: "M5 12.5 9.8 17 19 7.5",
  "check-double": "M2.5 12.8 6.8 17 14.8 8 M11.2 16.2l1 .8L21 8",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z M12 7.5V12l3 2",
  close: "M6 6l12 12 M18 6 6 18",
  copy: "M9 9h10.5v10.5H9z M15 9V4.5H4.5V15H9",
  down: "M12 5v13.5 M6.5 13.2 12 18.7l5.5-5.5",
  edit: "M4.5 19.5l.9-4L16 4.9a1.8 1.8 0 0 1 2.6 0l.5.5a1.8 1.8 0 0 1 0 2.6L8.5 18.6l-4 .9Z M14.2 6.8l3 3",
  "eye-off":
    "M4 4l16 16 M9.9 5.4A9.6 9.6 0 0 1 12 5.2c4.6 0 7.7 3.2 9 6.8a11 11 0 0 1-2.4 3.7 M6.3 7.3A11.5 11.5 0 0 0 3 12c1.3 3.6 4.4 6.8 9 6.8 1.6 0 3-.4 4.3-1 M9.9 10a2.9 2.9 0 0 0 4.1 4.1",
  hash: "M9.5 4 7.5 20 M16.5 4l-2 16 M4.5 9h15.5 M4 15h15.5",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1 M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  lock: "M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  logout: "M14 4.5H5.5v15H14 M10.5 12H20 M16.5 8l4 4-4 4",
  message: "M4 5.5h16v11h-9l-4.5 3.6v-3.6H4z",
  monitor: "M3.5 5h17v11h-17z M9 20h6 M12 16v4",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
  more: "M5.5 12h.01 M12 12h.01 M18.5 12h.01",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z M2.8 19.5c.5-3.4 3-5.2 6.2-5.2s5.7 1.8 6.2 5.2 M15.8 4.9a3.4 3.4 0 0 1 0 6.3 M17.3 14.8c2.2.6 3.5 2.2 3.9 4.7",
  plus: "M12 5v14 M5 12h14",
  reply: "M9.5 6 4 11.5 9.5 17 M4.5 11.5H14a6 6 0 0 1 6 6v1",
  retry: "M19.5 12a7.5 7.5 0 1 1-2.3-5.4 M19.5 4v4.2h-4.2",
  search: "M10.8 4.3a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z M15.6 15.6 20 20",
  send: "M4.5 4.5 20.5 12l-16 7.5L7 12 4.5 4.5Z M7 12h7",
  smile:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z M8.3 14c.9 1.4 2.1 2.1 3.7 2.1s2.8-.7 3.7-2.1 M9 9.6v.1 M15 9.6v.1",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z M12 2.8v1.7 M12 19.5v1.7 M21.2 12h-1.7 M4.5 12H2.8 M18.5 5.5l-1.2 1.2 M6.7 17.3l-1.2 1.2 M18.5 18.5l-1.2-1.2 M6.7 6.7 5.5 5.5",
  trash: "M4.5 7h15 M9 7V4.5h6V7 M6.5 7l.9 12.5h9.2L17.5 7 M10.3 11v5 M13.7 11v5",
  "user-plus":
    "M10 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z M3.5 19.5c.6-3.4 3.2-5.2 6.5-5.2 1.7 0 3.2.5 4.4 1.4 M18.5 13.5v6 M15.5 16.5h6",
  at: "M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6Z M15.8 8.4v5.2a2.4 2.4 0 0 0 4.7.6 8.6 8.6 0 1 0-3.4 5",
  ban: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z M6 6l12 12",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5Z M10 20.5h4",
  "bell-off":
    "M4 4l16 16 M17.9 12.5V11a6 6 0 0 0-9-5.2 M6.3 9.5c-.2.5-.3 1-.3 1.5v5.5L4.5 18H16 M10 20.5h4",
  flag: "M6 21V4.5 M6 5h11.5l-2.2 4 2.2 4H6",
  gear: "M12 8.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4Z M10.6 3.5h2.8l.5 2.3 1.9.8 2-1.2 2 2-1.3 2 .8 1.8 2.2.5v2.8l-2.2.5-.8 1.9 1.2 2-2 2-2-1.3-1.8.8-.5 2.2h-2.8l-.5-2.2-1.9-.8-2 1.2-2-2 1.3-2-.8-1.8-2.2-.5v-2.8l2.2-.5.8-1.9-1.2-2 2-2 2 1.3 1.8-.8.5-2.3Z",
  inbox: "M4 13.5 6.5 5h11L20 13.5V19H4v-5.5Z M4 13.5h4.5a3.5 3.5 0 0 0 7 0H20",
  pin: "M9 4h6l-.8 6 3.3 3.5h-11L9.8 10 9 4Z M12 13.5V20",
  shield: "M12 3.5 19 6v5.5c0 4.2-2.8 7.4-7 9-4.2-1.6-7-4.8-7-9V6l7-2.5Z",
  star: "m12 4 2.5 5.2 5.6.7-4.1 3.9 1.1 5.6L12 16.7l-5.1 2.7L8 13.8 3.9 9.9l5.6-.7L12 4Z",
  "star-filled": "m12 4 2.5 5.2 5.6.7-4.1 3.9 1.1 5.6L12 16.7l-5.1 2.7L8 13.8 3.9 9.9l5.6-.7L12 4Z",
} as const;

export type IconName = keyof typeof paths;

export type IconProps = { readonly name: IconName; readonly size?: number };

/** A line icon in the text colour. It is decoration: the control around it carries the name. */
export const Icon = slot("Icon", function Icon({ name, size = 20 }: IconProps): ReactElement {
  return (
    <svg
      data-natter="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={name === "star-filled" ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth={name === "more" ? 2.6 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
});
