import { request as send } from 'node:http';

/** What a server answered. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** No answer. `refused`: the request never reached a server. `unknown`: it may have been carried out. */
export interface NoAnswer {
  failed: 'refused' | 'unknown';
  reason: string;
}

/** What to send. */
export interface Question {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Longest wait for the whole answer, in milliseconds. Default 10,000. */
  timeoutMs?: number;
}

/** Sends one request on a connection of its own. Never throws. */
export function ask(url: string, question: Question = {}): Promise<Answer | NoAnswer> {
  const { method = 'GET', headers = {}, body, timeoutMs = 10_000 } = question;
  return new Promise((resolve) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = send(url, { method, agent: false, headers: { ...headers, ...length } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        clearTimeout(timer);
        if (response.complete)
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        else resolve({ failed: 'unknown', reason: 'the answer was cut off' });
      });
      response.on('error', fail);
    });
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    function fail(error: NodeJS.ErrnoException): void {
      clearTimeout(timer);
      resolve({
        failed: error.code === 'ECONNREFUSED' ? 'refused' : 'unknown',
        reason: error.code ?? error.message,
      });
    }
    request.on('error', fail);
    request.end(body);
  });
}
