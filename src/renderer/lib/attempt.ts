import { asKeyrackError, type KeyrackError } from '../../shared/errors/index.js';

/** Runs a call of the page's; its failure goes to `onError`, in our words whatever it was. Answers whether it worked. */
export async function attempt(work: () => Promise<unknown>, onError: (error: KeyrackError) => void): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    onError(asKeyrackError(error));
    return false;
  }
}
