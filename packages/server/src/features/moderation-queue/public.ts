export {
  lockItem,
  noteItem,
  pageOfItems,
  saveItem,
  type ItemRow,
  type NewItem,
} from "./item-rows.ts";
