import { useRouter } from "wouter";

/** A function from a path of the app to what a link's `href` has to be, below the router's base. */
export function useRouterHref(): (path: string) => string {
  const { base } = useRouter();
  return (path) => base + path;
}
