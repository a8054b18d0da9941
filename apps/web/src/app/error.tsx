"use client";

import { ErrorPage, type ErrorPageProps } from "@/features/navigation/error-page";

export default function AppError(props: ErrorPageProps) {
  return (
    <main>
      <ErrorPage {...props} />
    </main>
  );
}
