/** What a page did that it promised not to: requests, policy violations, errors. */
import type { Page } from '@playwright/test';

export interface Violation {
  readonly directive: string;
  readonly blocked: string;
}

export class Watch {
  readonly requests: string[] = [];
  readonly errors: string[] = [];
  readonly violations: Violation[] = [];

  /** Before the page is opened. `home` is the document: the one request there may be. */
  static async start(page: Page, home: string): Promise<Watch> {
    const watch = new Watch();
    page.on('request', (request) => {
      const url = request.url().split('#')[0] ?? '';
      // The page's own worker and images have no address outside the page.
      if (url !== home && !/^(blob|data):/.test(url)) watch.requests.push(`${request.method()} ${url}`);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') watch.errors.push(message.text());
    });
    page.on('pageerror', (error) => watch.errors.push(error.stack ?? error.message));
    await page.exposeBinding('reportViolation', (_source, violation: Violation) => watch.violations.push(violation));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        void window.reportViolation({ directive: event.effectiveDirective, blocked: event.blockedURI });
      });
    });
    return watch;
  }
}

declare global {
  interface Window {
    reportViolation: (violation: Violation) => Promise<void>;
  }
}
