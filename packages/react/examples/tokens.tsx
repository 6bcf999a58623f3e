import { ChannelList, type ChannelListProps } from "@natter/react";
import type { CSSProperties, ReactElement } from "react";

const brand = {
  "--natter-color-accent": "light-dark(#6d28d9, #c4b5fd)",
  "--natter-radius-bubble": "0.5rem",
} as CSSProperties; // React's own types know no custom properties

export function BrandedList(props: ChannelListProps): ReactElement {
  return (
    <div style={brand}>
      <ChannelList {...props} />
    </div>
  );
}
