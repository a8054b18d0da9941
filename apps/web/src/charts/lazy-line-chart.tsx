"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** The charting library comes after the page: everything else is readable before it. */
export const LineChart = dynamic(() => import("./line-chart").then((module) => module.LineChart), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});
