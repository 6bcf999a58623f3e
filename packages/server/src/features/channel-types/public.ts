export { resolveConfig, withinLimits } from "./channel-type-config.ts";
export { typeChangeOf } from "./channel-type-rows.ts";
export { configOf, useChannelType } from "./use-channel-type.ts";
