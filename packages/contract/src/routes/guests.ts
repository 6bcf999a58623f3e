import * as guests from "../guests.ts";
import { route } from "../route.ts";

export const guestsRoutes = {
  "guests.create": route("guests.create", {
    auth: "none",
    summary: "A guest user and a token, where the app lets guests in",
    body: guests.GuestInput,
    answer: guests.GuestAnswer,
    status: 201,
    errors: ["guest.not_allowed"],
  }),
  "guests.anonymous": route("guests.anonymous", {
    auth: "none",
    summary: "A token to read without a name, where the app lets anybody read",
    answer: guests.AnonymousAnswer,
    status: 201,
    errors: ["guest.not_allowed"],
  }),
} as const;
