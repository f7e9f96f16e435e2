export interface SandboxFacts {
  readonly platform?: NodeJS.Platform;
  readonly uid?: number;
  readonly read?: (path: string) => string | null;
  readonly stat?: (path: string) => { readonly uid: number; readonly mode: number };
}
export function sandboxAdvice(binary: string, facts?: SandboxFacts): string | null;
