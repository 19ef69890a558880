/** See install-dependencies.mjs. */
export const nodePackage: string;
export function installDependencies(root: string, report: (line: string) => void): Promise<void>;
export function difference(root: string): string | undefined;
