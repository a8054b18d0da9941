/** Epochs of a trial: a share of the config's. Undefined for a model without epochs, which gets fewer rows. */
export function shortenedEpochs(
  config: Readonly<Record<string, unknown>>,
  share: number,
): number | undefined {
  const { epochs } = config as { readonly epochs?: unknown };
  return typeof epochs === "number" ? Math.max(1, Math.round(epochs * share)) : undefined;
}
