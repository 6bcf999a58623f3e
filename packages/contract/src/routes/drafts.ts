import * as drafts from "../drafts.ts";
import { PageQuery } from "../page.ts";
import { ofChannel } from "./params.ts";
import { route } from "../route.ts";

export const draftsRoutes = {
  "drafts.list": route("drafts.list", {
    auth: "user",
    summary: "The caller's drafts in all channels",
    query: PageQuery,
    answer: drafts.DraftPage,
    status: 200,
    errors: [],
  }),
  "drafts.save": route("drafts.save", {
    auth: "user",
    summary: "Save a draft for a channel or a thread; what was written later elsewhere stays",
    params: ofChannel,
    body: drafts.DraftInput,
    answer: drafts.DraftAnswer,
    status: 200,
    rpc: true,
    errors: ["channel.not_found", "draft.too_many"],
  }),
  "drafts.delete": route("drafts.delete", {
    auth: "user",
    summary: "Delete a draft, unless it was written later elsewhere",
    params: ofChannel,
    query: drafts.DraftEndQuery,
    answer: drafts.DraftAnswer,
    status: 200,
    rpc: true,
    errors: ["channel.not_found"],
  }),
} as const;
