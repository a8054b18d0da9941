import { Compass } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StateMessage } from "@/components/ui/state-message";
import { routes } from "@/lib/routes";

export function NotFoundPage() {
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <StateMessage
        icon={Compass}
        level={1}
        title="There is nothing at this address"
        actions={
          <Button look="primary" asChild>
            <Link href={routes.overview}>Go to the overview</Link>
          </Button>
        }
      >
        What was here may have been removed, or the link lost a piece on its way.
      </StateMessage>
    </div>
  );
}
