export { pageOfUnread } from "./page-of-unread.ts";
