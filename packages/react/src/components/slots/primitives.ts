import type { ButtonProps, IconButtonProps } from "../../primitives/button.tsx";
import type { DialogProps } from "../../primitives/dialog.tsx";
import type { EmptyStateProps } from "../../primitives/empty-state.tsx";
import type { IconProps } from "../../primitives/icon.tsx";
import type { MenuProps } from "../../primitives/menu.tsx";
import type { PopoverProps } from "../../primitives/popover.tsx";
import type { SkeletonProps } from "../../primitives/skeleton.tsx";

export type PrimitiveSlots = {
  readonly Button: ButtonProps;
  readonly Dialog: DialogProps;
  readonly EmptyState: EmptyStateProps;
  readonly Icon: IconProps;
  readonly IconButton: IconButtonProps;
  readonly Menu: MenuProps;
  readonly Popover: PopoverProps;
  readonly Skeleton: SkeletonProps;
};
