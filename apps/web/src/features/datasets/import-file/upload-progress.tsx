import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/format";

export interface UploadProgressProps {
  readonly file: File;
  readonly fraction: number;
  readonly onCancel: () => void;
}

export function UploadProgress({ file, fraction, onCancel }: UploadProgressProps) {
  const sent = fraction >= 1;
  return (
    <Card className="flex flex-col gap-3 p-5">
      <div className="flex items-center justify-between gap-4">
        <p className="min-w-0 truncate text-sm">
          {sent ? "Sent. The server reads the rest of " : "Sending "}
          <span className="font-medium">{file.name}</span>
        </p>
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <Progress label={`Upload of ${file.name}`} fraction={fraction} />
      <p className="text-ink-soft text-xs tabular-nums">
        {formatBytes(file.size * fraction)} of {formatBytes(file.size)}
      </p>
    </Card>
  );
}
