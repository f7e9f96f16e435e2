import type { VaultData } from '../../../shared/ipc/contract.js';
import { Page } from '../../components/Page.js';
export function TrustPane({ data }: { readonly data: VaultData }) {
  return <Page title="Trust">{data.revision}</Page>;
}
