import { useContext, useMemo, type ReactElement, type ReactNode } from "react";
import { MessageTypesContext, type MessageTypes } from "./message-types.ts";
import { OverridesContext, withOverrides, type PartOverrides } from "./overrides.ts";

export type ComponentsProps = {
  /** Other components for parts of the kit. */
  readonly components?: PartOverrides | undefined;
  /** Messages of one's own, by their `custom.type`. */
  readonly messageTypes?: MessageTypes | undefined;
  readonly children: ReactNode;
};

/** Replaces parts of the kit for everything inside. The nearest one wins, name by name. */
export function Components(props: ComponentsProps): ReactElement {
  const { components, messageTypes, children } = props;
  const outer = useContext(OverridesContext);
  const outerTypes = useContext(MessageTypesContext);
  const overrides = useMemo(
    () => (components ? withOverrides(outer, components) : outer),
    [outer, components],
  );
  const types = useMemo(
    () => (messageTypes ? { ...outerTypes, ...messageTypes } : outerTypes),
    [outerTypes, messageTypes],
  );
  return (
    <OverridesContext.Provider value={overrides}>
      <MessageTypesContext.Provider value={types}>{children}</MessageTypesContext.Provider>
    </OverridesContext.Provider>
  );
}

/** The replacements in force here, by the name of the part; a part that is not replaced is not among them. */
export function useComponents(): PartOverrides {
  const overrides = useContext(OverridesContext);
  return useMemo(
    () =>
      Object.fromEntries(
        Object.entries(overrides).flatMap(([name, override]) =>
          override ? [[name, override.component]] : [],
        ),
      ),
    [overrides],
  );
}
