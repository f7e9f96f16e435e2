export function buildStandIn(): Promise<void>;
