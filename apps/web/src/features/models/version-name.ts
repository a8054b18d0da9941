/** "neumf v3": how a version is called wherever it is listed. */
export const versionName = ({
  modelName,
  version,
}: {
  readonly modelName: string;
  readonly version: number;
}) => `${modelName} v${version}`;
