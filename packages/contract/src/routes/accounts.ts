import { DemoSessionInput, LoginInput, RegisterInput, SignedInAnswer } from "../accounts.ts";
import { route } from "../route.ts";

export const accountsRoutes = {
  "accounts.register": route("accounts.register", {
    cost: 5,
    auth: "none",
    summary: "Create a built-in account and sign in",
    body: RegisterInput,
    answer: SignedInAnswer,
    status: 201,
    errors: ["account.username_taken"],
  }),
  "accounts.login": route("accounts.login", {
    cost: 5,
    auth: "none",
    summary: "Sign in with user name and password",
    body: LoginInput,
    answer: SignedInAnswer,
    status: 200,
    errors: ["account.invalid_credentials"],
  }),
  "accounts.refresh": route("accounts.refresh", {
    auth: "none",
    summary: "Get a new access token by the refresh cookie",
    answer: SignedInAnswer,
    status: 200,
    errors: ["account.session_ended"],
  }),
  "accounts.logout": route("accounts.logout", {
    auth: "none",
    summary: "End this session",
    answer: null,
    status: 204,
    errors: [],
  }),
  "accounts.logoutEverywhere": route("accounts.logoutEverywhere", {
    auth: "user",
    summary: "End all sessions of the account",
    answer: null,
    status: 204,
    errors: [],
  }),
  "demo.session": route("demo.session", {
    auth: "none",
    summary: "Sign in as a demo user; only with demo data and on loopback",
    body: DemoSessionInput,
    answer: SignedInAnswer,
    status: 200,
    errors: ["demo.not_available"],
  }),
} as const;
