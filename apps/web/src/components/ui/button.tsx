import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "@/lib/class-names";

const looks = {
  primary: "bg-primary text-on-primary hover:bg-primary-strong",
  secondary: "border border-line-strong/60 bg-surface text-ink hover:border-line-strong hover:bg-well",
  quiet: "text-ink-soft hover:bg-well hover:text-ink",
  danger: "bg-danger text-on-danger hover:opacity-90",
} as const;

const sizes = {
  medium: "h-9 gap-2 px-3.5 text-sm",
  small: "h-8 gap-1.5 px-2.5 text-[0.8125rem]",
  icon: "size-9",
} as const;

export interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: keyof typeof looks;
  readonly size?: keyof typeof sizes;
  /** Puts the look on the only child instead, a link say. */
  readonly asChild?: boolean;
}

export function Button({ look = "secondary", size = "medium", asChild, className, ...rest }: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      {...(asChild ? {} : { type: "button" })}
      className={classNames(
        "inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-lg font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
        looks[look],
        sizes[size],
        className,
      )}
      {...rest}
    />
  );
}
