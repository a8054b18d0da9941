import { Boxes, Database, Eye, KeyRound, LayoutDashboard, type LucideIcon, Workflow } from "lucide-react";
import { routes } from "@/lib/routes";

export interface Destination {
  readonly title: string;
  readonly href: string;
  readonly icon: LucideIcon;
  /** The key that leads here after `g`. */
  readonly key: string;
}

export const destinations: readonly Destination[] = [
  { title: "Overview", href: routes.overview, icon: LayoutDashboard, key: "o" },
  { title: "Data sets", href: routes.datasets, icon: Database, key: "d" },
  { title: "Runs", href: routes.runs, icon: Workflow, key: "r" },
  { title: "Models", href: routes.models, icon: Boxes, key: "m" },
  { title: "Preview", href: routes.preview, icon: Eye, key: "p" },
  { title: "API keys", href: routes.keys, icon: KeyRound, key: "k" },
];

/** Whether `pathname` is the destination or lies below it. */
export const isCurrent = (href: string, pathname: string): boolean =>
  href === routes.overview ? pathname === href : pathname === href || pathname.startsWith(`${href}/`);
