/** Serves dist/ for the time of the run; its address is in VITRINE_URL. */
import { serve } from '../app/build/serve.mjs';

export default async function server(): Promise<() => Promise<void>> {
  const { url, close } = await serve(0);
  process.env['VITRINE_URL'] = url;
  return close;
}
