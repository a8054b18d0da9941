"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { errorView } from "@/trpc/errors";
import { useTRPC } from "@/trpc/provider";

export function SignInForm({ target }: { readonly target: string }) {
  const trpc = useTRPC();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, isPending, isSuccess, error } = useMutation(
    trpc.auth.signIn.mutationOptions({
      // A full load: everything on the page is rendered for the member.
      onSuccess: () => location.assign(target),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ email: email.trim(), password });
  };
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      {error && (
        <p role="alert" className="rounded-lg bg-danger-tint px-3 py-2 text-danger text-sm">
          {errorView(error).message}
        </p>
      )}
      <Field id="email" label="Email">
        <Input
          id="email"
          type="email"
          required
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field id="password" label="Password">
        <Input
          id="password"
          type="password"
          required
          maxLength={200}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" look="primary" disabled={isPending || isSuccess} className="mt-1 w-full">
        {isPending || isSuccess ? "Signing in …" : "Sign in"}
      </Button>
    </form>
  );
}
