import { CircleDashed } from 'lucide-react';
import * as common from '../words/common.js';

/** Why a passphrase is all there is to choose. */
export function NoKeychain(props: {
  readonly name: string | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
}) {
  return (
    <p className="help" role="status">
      <CircleDashed className="icon" aria-hidden />
      {common.noKeychain(props.name, props.problem)}
    </p>
  );
}
