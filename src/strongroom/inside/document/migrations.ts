/** A document of some version, as it was parsed and nothing more. */
export type OlderDocument = Readonly<Record<string, unknown>>;

/** From one version to the next. Pure. The version itself is counted for it; what it cannot make sense of it throws at. */
export type Migration = (older: OlderDocument) => OlderDocument;

/**
 * From version 1 on, in their order. A field that may be missing needs none: a version rises only where a Keyrack that does not know
 * of the change would lose something by it, or misuse it. Such a Keyrack then reads the vault, and never writes it (S-08).
 */
export const migrations: readonly Migration[] = [];

/** The format this Keyrack writes. */
export const VERSION = migrations.length + 1;
