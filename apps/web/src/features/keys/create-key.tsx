"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { errorView } from "@/trpc/errors";
import { useTRPC } from "@/trpc/provider";
import { NewKeyDialog } from "./new-key-dialog";

export function CreateKey() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [key, setKey] = useState<string | null>(null);
  const { mutate, isPending, error } = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: (created) => {
        setKey(created.key);
        setName("");
        void queryClient.invalidateQueries(trpc.apiKeys.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ name: name.trim() });
  };
  const described = {
    id: "key-name",
    help: "Which program it is for.",
    error: error ? errorView(error).message : undefined,
  };
  return (
    <Card className="mb-6 p-5">
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <div className="w-full max-w-80">
          <Field label="Name" {...described}>
            <Input
              id="key-name"
              required
              maxLength={80}
              pattern=".*\S.*"
              autoComplete="off"
              value={name}
              onChange={({ target }) => setName(target.value)}
              {...describedBy(described)}
            />
          </Field>
        </div>
        <Button type="submit" look="primary" disabled={isPending} className="sm:mt-[1.65rem]">
          <Plus aria-hidden />
          {isPending ? "Making …" : "Make a key"}
        </Button>
      </form>
      <NewKeyDialog apiKey={key} onClose={() => setKey(null)} />
    </Card>
  );
}
