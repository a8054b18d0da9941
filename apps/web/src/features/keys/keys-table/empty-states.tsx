import { KeyRound } from "lucide-react";
import { StateMessage } from "@/components/ui/state-message";

export function NoKeys() {
  return (
    <StateMessage icon={KeyRound} title="No API keys yet">
      A program needs one to ask for recommendations. Give it a name above, so that you know later whose it
      is.
    </StateMessage>
  );
}
