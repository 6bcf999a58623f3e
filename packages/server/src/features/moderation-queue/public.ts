export {
  lockItem,
  noteItem,
  pageOfItems,
  reopenItem,
  saveItem,
  type ItemRow,
  type NewItem,
} from "./item-rows.ts";
