import Link from "next/link";
import { MemberMenu } from "@/features/auth/member-menu";
import { ThemeToggle } from "@/features/theme/theme-toggle";
import { routes } from "@/lib/routes";
import { CommandMenu } from "./command-menu";
import { Logo } from "./logo";
import { MobileNav } from "./mobile-nav";
import { NavLinks } from "./nav-links";

/** The frame's navigation: a column beside the page, a bar above it on a narrow screen. */
export function Sidebar({ email }: { readonly email: string }) {
  return (
    <header className="sticky top-0 z-20 flex shrink-0 items-center gap-2 border-b bg-sidebar px-4 py-2.5 md:h-dvh md:w-60 md:flex-col md:items-stretch md:gap-5 md:border-r md:border-b-0 md:px-3 md:py-4">
      <Link href={routes.overview} className="flex items-center gap-2.5 rounded-lg px-1 md:px-2">
        <Logo />
        <span className="font-display font-medium text-lg tracking-tight">Tastemaker</span>
      </Link>
      <div className="ml-auto md:ml-0">
        <CommandMenu />
      </div>
      <div className="hidden md:block">
        <NavLinks />
      </div>
      <div className="flex items-center gap-1 md:mt-auto md:justify-between">
        <div className="hidden min-w-0 md:block">
          <MemberMenu email={email} />
        </div>
        <ThemeToggle />
        <MobileNav email={email} />
      </div>
    </header>
  );
}
