"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/lib/class-names";
import { destinations, isCurrent } from "./destinations";

export function NavLinks({ onNavigate }: { readonly onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {destinations.map(({ title, href, icon: Icon }) => {
          const current = isCurrent(href, pathname);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? "page" : undefined}
                {...(onNavigate ? { onClick: onNavigate } : {})}
                className={classNames(
                  "flex h-9 items-center gap-3 rounded-lg px-3 font-medium text-sm transition-colors",
                  current ? "bg-primary-tint text-primary" : "text-ink-soft hover:bg-well hover:text-ink",
                )}
              >
                <Icon aria-hidden className="size-4" />
                {title}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
