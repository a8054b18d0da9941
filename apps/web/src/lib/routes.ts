/** Every address of the app, built in one place. */
export const routes = {
  overview: "/",
  datasets: "/datasets",
  newDataset: "/datasets/new",
  runs: "/runs",
  newRun: "/runs/new",
  models: "/models",
  preview: "/preview",
  keys: "/keys",
  signIn: "/sign-in",
} as const;

export const datasetHref = (datasetId: string) => `/datasets/${datasetId}`;
export const runHref = (runId: string) => `/runs/${runId}`;
export const modelHref = (modelVersionId: string) => `/models/${modelVersionId}`;

export const newDatasetHref = (source: "file" | "demo") => withQuery(routes.newDataset, { source });
export const newRunHref = (preset: {
  datasetId?: string;
  modelName?: string;
  task?: string;
  like?: string;
}) =>
  withQuery(routes.newRun, {
    dataset: preset.datasetId,
    model: preset.modelName,
    task: preset.task,
    like: preset.like,
  });
export const modelsHref = (datasetId: string) => withQuery(routes.models, { dataset: datasetId });
export const previewHref = (preset: { datasetId: string; left?: string; right?: string }) =>
  withQuery(routes.preview, { dataset: preset.datasetId, left: preset.left, right: preset.right });

/** The sign-in page that leads back to `next` afterwards. */
export const signInHref = (next: string) =>
  withQuery(routes.signIn, { next: next === "/" ? undefined : next });

/** `next` if it is a path of this app, else the overview: a link from elsewhere must not send people away. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith("/") || next.startsWith("/api/")) return routes.overview;
  const base = "http://app.invalid";
  return URL.canParse(next, base) && new URL(next, base).origin === base ? next : routes.overview;
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a path segment can be an id at all; asking the API about anything else makes no sense. */
export const isId = (text: string) => uuid.test(text);
