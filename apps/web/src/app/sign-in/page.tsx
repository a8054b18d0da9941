import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInCard } from "@/features/auth/sign-in-card";
import { safeNext } from "@/lib/routes";
import { getApi } from "@/trpc/server";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  const target = safeNext(typeof next === "string" ? next : undefined);
  // An API that is away shows in the form, when it is sent; the page itself needs no API.
  const member = await getApi()
    .auth.me.query()
    .catch(() => null);
  if (member) redirect(target);
  return <SignInCard target={target} />;
}
