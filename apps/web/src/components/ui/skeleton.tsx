import { classNames } from "@/lib/class-names";

/** Holds the place of what is being loaded. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={classNames("animate-sweep rounded-md bg-well", className)} />;
}

/** Says once, for those who do not see skeletons, that something is being loaded. */
export function LoadingNote({ what }: { readonly what: string }) {
  return (
    <p role="status" className="sr-only">
      Loading {what} …
    </p>
  );
}
