import { TriangleAlert } from 'lucide-react';

/** On the sheet, not in a tooltip: it is the last moment at which a second copy is easy. */
export function OnceWarning() {
  return (
    <section className="once" aria-label="One-time download">
      <TriangleAlert className="icon" aria-hidden />
      <p>
        <strong>Apple lets you download this file once.</strong> After this, Keyrack holds it. The download stays where it is; keep it, or
        another copy, until the vault itself is backed up.
      </p>
    </section>
  );
}
