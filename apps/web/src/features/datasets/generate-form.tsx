"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormAlert } from "@/components/ui/form-alert";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { fieldProblems } from "@/lib/field-problems";
import { datasetHref } from "@/lib/routes";
import { errorView } from "@/trpc/errors";
import { useTRPC } from "@/trpc/provider";
import { DatasetNameField } from "./dataset-name-field";

const counts = [
  { name: "numUsers", label: "Users", min: 2, max: 1_000_000, help: undefined },
  { name: "numItems", label: "Items", min: 2, max: 1_000_000, help: undefined },
  {
    name: "interactionsPerUser",
    label: "Interactions per user",
    min: 1,
    max: 1000,
    help: "On average: some do much, most do little.",
  },
  {
    name: "seed",
    label: "Seed",
    min: 0,
    max: 2_147_483_647,
    help: "The same seed and sizes give the same data.",
  },
] as const;

export function GenerateForm() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState("demo");
  const [flavour, setFlavour] = useState<"catalogue" | "dating">("catalogue");
  const [sizes, setSizes] = useState<Readonly<Record<(typeof counts)[number]["name"], string>>>({
    numUsers: "1000",
    numItems: "500",
    interactionsPerUser: "40",
    seed: "1",
  });
  const { mutate, isPending, isSuccess, error } = useMutation(
    trpc.datasets.generate.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(trpc.datasets.pathFilter());
        router.push(datasetHref(id));
      },
    }),
  );
  const problems = fieldProblems(error ? errorView(error).message : "", ["name", ...Object.keys(sizes)]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({
      name,
      flavour,
      numUsers: Number(sizes.numUsers),
      numItems: Number(sizes.numItems),
      interactionsPerUser: Number(sizes.interactionsPerUser),
      seed: Number(sizes.seed),
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <p className="text-ink-soft text-sm">
        Made-up people with hidden tastes, so that a good model has something true to find. Nothing is
        downloaded.
      </p>
      <FormAlert message={problems.rest} />
      <div className="grid gap-5 sm:grid-cols-2">
        <DatasetNameField value={name} onChange={setName} error={problems.fields.get("name")} />
        <Field id="flavour" label="Kind" help="A catalogue of titled items, or people who rate people.">
          <Select
            id="flavour"
            aria-describedby="flavour-help"
            value={flavour}
            onChange={({ target }) => setFlavour(target.value === "dating" ? "dating" : "catalogue")}
          >
            <option value="catalogue">Catalogue</option>
            <option value="dating">Dating</option>
          </Select>
        </Field>
        {counts.map(({ name: field, label, min, max, help }) => {
          const described = { id: field, help, error: problems.fields.get(field) };
          return (
            <Field key={field} label={label} {...described}>
              <Input
                id={field}
                type="number"
                required
                min={min}
                max={max}
                step={1}
                inputMode="numeric"
                value={sizes[field]}
                onChange={({ target }) => setSizes({ ...sizes, [field]: target.value })}
                {...describedBy(described)}
              />
            </Field>
          );
        })}
      </div>
      <div>
        <Button type="submit" look="primary" disabled={isPending || isSuccess}>
          <Sparkles aria-hidden />
          {isPending || isSuccess ? "Starting …" : "Generate"}
        </Button>
      </div>
    </form>
  );
}
