import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/features/navigation/frame";
import { signInHref } from "@/lib/routes";
import { visitedPathHeader } from "@/lib/session";
import { getApi } from "@/trpc/server";

export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const member = await getApi().auth.me.query();
  if (!member) redirect(signInHref((await headers()).get(visitedPathHeader) ?? "/"));
  return <Frame email={member.email}>{children}</Frame>;
}
