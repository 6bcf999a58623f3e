import { createContext, useContext } from "react";

export type ReportError = (error: unknown) => void;

export const ReportErrorContext = createContext<ReportError>(() => {});

/** Tells the host's `onError` of something that went wrong and was not the viewer's doing. */
export function useReportError(): ReportError {
  return useContext(ReportErrorContext);
}
