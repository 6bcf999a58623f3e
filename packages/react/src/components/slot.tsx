import {
  createElement,
  forwardRef,
  useContext,
  useMemo,
  type ComponentType,
  type ForwardedRef,
} from "react";
import { OverridesContext, withoutInnermost } from "./overrides.ts";
import type { SlotName, Slots } from "./slots.ts";

/*
 * How a part becomes replaceable, in two lines:
 *
 *   1. slots/<room>.ts      readonly PollCard: PollCardProps;
 *   2. the part's own file  export const PollCard = slot("PollCard", DefaultPollCard);
 *
 * Everybody goes on writing <PollCard …/>: whoever gave `components={{ PollCard: Mine }}` to the nearest `ChatProvider` or
 * `Components` gets theirs. A slot's props are data and callbacks, never the insides of a context, so that a replacement needs
 * nothing but them. Inside a replacement the same name means the next one outward, in the end the kit's own: wrapping is
 * `Mine = (props) => <div><PollCard {...props} /></div>`. A replacement of a part that takes a `ref` has to pass it on.
 */
export function slot<Name extends SlotName>(
  name: Name,
  own: ComponentType<Slots[Name]>,
): ComponentType<Slots[Name]> {
  function Slot(props: object, ref: ForwardedRef<unknown>) {
    const overrides = useContext(OverridesContext);
    const chosen = overrides[name];
    const inside = useMemo(() => withoutInnermost(overrides, name), [overrides]);
    const given = ref === null ? props : { ...props, ref };
    // What is under a name in the overrides takes that name's props: `Components` has no other way to be given.
    if (chosen === undefined) return createElement(own as ComponentType<object>, given);
    return (
      <OverridesContext.Provider value={inside}>
        {createElement(chosen.component as ComponentType<object>, given)}
      </OverridesContext.Provider>
    );
  }
  Slot.displayName = name;
  // A component with `forwardRef` takes `ref` beside its props, in React 18 as in 19.
  return forwardRef(Slot) as unknown as ComponentType<Slots[Name]>;
}
