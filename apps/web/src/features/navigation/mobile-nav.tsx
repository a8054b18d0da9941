"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SignOutButton } from "@/features/auth/sign-out-button";
import { NavLinks } from "./nav-links";

export function MobileNav({ email }: { readonly email: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="md:hidden">
      <Button look="quiet" size="icon" aria-label="Open the menu" onClick={() => setOpen(true)}>
        <Menu aria-hidden />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Menu" description={`Signed in as ${email}`}>
        <NavLinks onNavigate={() => setOpen(false)} />
        <div className="mt-4 border-t pt-4">
          <SignOutButton />
        </div>
      </Dialog>
    </div>
  );
}
