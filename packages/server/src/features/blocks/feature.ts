import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { liftBlock, listBlocks, setBlock } from "./change-blocks.ts";
import { eraseBlocks } from "./erase-blocks.ts";

/** Whom somebody does not want to hear: everybody's own affair. */
export const blocksFeature: Feature = {
  name: "blocks",
  handlers: {
    "me.listMuted": (call, { query }) => listBlocks(asUser(call), "mute", query),
    "me.mute": (call, { params }) => setBlock(asUser(call), "mute", params.userId),
    "me.unmute": (call, { params }) => liftBlock(asUser(call), "mute", params.userId),
    "me.listBlocked": (call, { query }) => listBlocks(asUser(call), "block", query),
    "me.block": (call, { params }) => setBlock(asUser(call), "block", params.userId),
    "me.unblock": (call, { params }) => liftBlock(asUser(call), "block", params.userId),
  },
  eraseUser: eraseBlocks,
};
