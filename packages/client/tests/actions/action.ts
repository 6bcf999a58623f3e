import type { paths, RouteName } from "@natter/contract/paths";
import type { Scene } from "./scene.ts";

/** Prepares a scene; what it answers is the deed, which is done once everybody who looks on knows of the preparation. */
export type Action = (scene: Scene) => Deed | Promise<Deed>;
export type Deed = () => Promise<unknown>;

/** The routes that may change something: every one that is no GET. */
export type ChangingRoute = {
  [Name in RouteName]: (typeof paths)[Name] extends `GET ${string}` ? never : Name;
}[RouteName];

export type Actions = Partial<Record<ChangingRoute, Action>>;
