// Sends replies as fast as they are answered, on request of its parent process. Nothing it sends is to be refused: each
// reply has a text, an e-mail and an address of its own.
import { Client } from 'undici';

const SENTENCE = 'The night train was never about profit; it was about a town that wanted to be reached. ';

let counter = Number(process.env.SEED ?? 0);

/** One reply: about 330 bytes of text. */
function nextReply() {
  counter += 1;
  return {
    address: `10.${(counter >> 16) & 255}.${(counter >> 8) & 255}.${counter & 255}`,
    author: `Reader ${counter}`,
    email: `reader${counter}@example.org`,
    url: 'https://example.org/about',
    comment: `${counter}: ${SENTENCE}${SENTENCE}${SENTENCE}${SENTENCE}`.slice(0, 330),
  };
}

const BODIES = {
  form: ({ author, email, url, comment }) =>
    `comment=${encodeURIComponent(comment)}&author=${encodeURIComponent(author)}&email=${encodeURIComponent(email)}` +
    `&url=${encodeURIComponent(url)}&submit=Post+Comment&comment_post_ID=1&comment_parent=0`,
  json: ({ author, email, url, comment }) => JSON.stringify({ author, email, url, comment }),
};
const TYPES = { form: 'application/x-www-form-urlencoded', json: 'application/json' };

/** One connection that sends until `state.stop`. */
function keepSending(client, task, state) {
  return new Promise((resolve) => {
    const send = () => {
      if (state.stop) return resolve();
      const reply = nextReply();
      const started = performance.now();
      let status = 0;
      const done = () => {
        if (state.counting) {
          if (status === task.expect) state.times.push(performance.now() - started);
          else state.wrong.set(status, (state.wrong.get(status) ?? 0) + 1);
        }
        send();
      };
      client.dispatch(
        {
          method: 'POST',
          path: task.path,
          headers: {
            'content-type': TYPES[task.body],
            'x-forwarded-for': reply.address,
            'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
            accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
            'accept-language': 'en-GB,en;q=0.5',
          },
          body: BODIES[task.body](reply),
        },
        {
          onRequestStart() {},
          onResponseStart(_controller, statusCode) {
            status = statusCode;
          },
          onResponseData() {},
          onResponseEnd: done,
          onResponseError: done,
        },
      );
    };
    send();
  });
}

const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

async function run(task) {
  const state = { stop: false, counting: false, times: [], wrong: new Map() };
  const clients = Array.from({ length: task.connections }, () => new Client(task.origin, { pipelining: 1 }));
  const sending = clients.map((client) => keepSending(client, task, state));
  await wait(task.warmup);
  process.send({ type: 'counting' });
  state.counting = true;
  const started = performance.now();
  await wait(task.seconds);
  state.counting = false;
  const seconds = (performance.now() - started) / 1_000;
  process.send({ type: 'counted' });
  state.stop = true;
  await Promise.all(sending);
  await Promise.all(clients.map((client) => client.close()));
  const times = state.times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return {
    type: 'result',
    perSecond: times.length / seconds,
    count: times.length,
    p50: at(0.5),
    p99: at(0.99),
    wrong: [...state.wrong],
  };
}

process.on('message', (task) => void run(task).then((result) => process.send(result)));
process.on('disconnect', () => process.exit(0));
process.send({ type: 'ready' });
