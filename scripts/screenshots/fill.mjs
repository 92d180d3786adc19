// Fills a desk as some days of work would: everything comes in by its doors, is screened, and decided by people.
import { createModerator } from '../../dist/moderators/create-moderator.js';
import { createToken } from '../../dist/moderators/create-token.js';
import { putPolicy } from '../../dist/sites/put-policy.js';
import { DECIDED, PUBLIC, WAITING } from './texts.mjs';

const DAYS = 12;
const PASSWORD = 'correct horse battery staple';

/** Who signs in for the pictures. */
export const ADA = { email: 'ada@news.example', password: PASSWORD };

/** Puts everything that the pictures show into a desk; gives the ids of the items worth opening. */
export async function fillDesk(dataSource, url) {
  await dataSource.query(`update site set name = 'River Town Courier', flood_seconds = 0`);
  await foldThreats(dataSource);
  const ada = await personOf(dataSource, url, { email: ADA.email, name: 'Ada Lindqvist', role: 'admin' });
  const ben = await personOf(dataSource, url, {
    email: 'ben@news.example',
    name: '佐藤 勉',
    role: 'moderator',
  });
  const numbers = await publicOnes({ dataSource, url, ada });
  await pastDays({ dataSource, url, people: [ada, ben] });
  const reported = await reports(dataSource, url);
  await secondLooks(dataSource);
  const waiting = [];
  for (const [index, { answers, ...text }] of WAITING.entries()) {
    const parent = answers === undefined ? 0 : numbers[answers];
    waiting.push(
      await sent({ dataSource, url }, { ...text, parent }, `${(WAITING.length - index) * 23} minutes`),
    );
  }
  await aroundItems({ ada, ben, waiting });
  await dataSource.query('analyze');
  return {
    reported,
    cluster: waiting[3],
    answer: waiting[4],
    severe: waiting[6],
    story: waiting[10],
    japanese: waiting[5],
  };
}

/** Threats are hard to read: they are folded. The policy is older than what it decides. */
async function foldThreats(dataSource) {
  const [{ document }] = await dataSource.query('select document from policy order by version desc limit 1');
  for (const rule of document.rules) if (rule.id === 'threats') rule.severe = true;
  await putPolicy(dataSource.manager, {
    site: 'default',
    policy: document,
    by: ADA.email,
    override: 'threats are folded',
  });
  await dataSource.transaction(async (manager) => {
    await manager.query('set local session_replication_role = replica');
    await manager.query(
      `update policy set created_at = created_at - interval '30 days' + make_interval(mins => version)`,
    );
  });
}

/** A person with a token: asks the API in their name. */
async function personOf(dataSource, url, person) {
  await createModerator(dataSource.manager, { ...person, password: PASSWORD });
  const { token } = await createToken(dataSource.manager, { email: person.email, name: 'pictures' });
  return async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
}

/** Sends a comment by the door, waits until it is screened, and moves it back in time. */
async function sent({ dataSource, url }, { thread, ...fields }, ago) {
  const answer = await fetch(`${url}/api/v1/sites/default/threads/${thread}/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const { id, number } = await answer.json();
  for (;;) {
    const [row] = await dataSource.query('select state, version from submission where id = $1', [id]);
    if (row.state === 'received') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    await dataSource.query(
      `update submission set received_at = received_at - $2::interval, due_at = due_at - $2::interval where id = $1`,
      [id, ago],
    );
    for (const table of ['text_band', 'link_domain'])
      await dataSource.query(
        `update ${table} set received_at = received_at - $2::interval where submission_id = $1`,
        [id, ago],
      );
    await backdate(dataSource, id, 0);
    return { id, number, ...row };
  }
}

async function publicOnes({ dataSource, url, ada }) {
  const numbers = [];
  for (const [index, text] of PUBLIC.entries()) {
    const { id, number, state, version } = await sent(
      { dataSource, url },
      text,
      `${PUBLIC.length - index} hours`,
    );
    if (state === 'held')
      await ada('POST', `/review/submissions/${id}/decisions`, { act: 'approve', version });
    numbers.push(number);
  }
  return numbers;
}

/** Two comments that readers report; gives the number of the first. */
async function reports(dataSource, url) {
  const comments = await dataSource.query(
    'select c.id, t.key as thread from comment c join thread t on t.id = c.thread_id order by c.id limit 2',
  );
  const told = [{ kind: 'insult', note: 'The drivers do not deserve this tone.' }, { kind: 'other' }];
  for (const [index, { id, thread }] of comments.entries()) {
    const answer = await fetch(`${url}/api/v1/sites/default/threads/${thread}/comments/${id}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(told[index]),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }
  return comments[0].id;
}

/** What a colleague of who signs in decided, drawn for a second look. */
async function secondLooks(dataSource) {
  await dataSource.query(
    `insert into sample (id, submission_id, version, kind, expected)
     select gen_random_uuid(), s.id, s.version, 'double', 'approved' from submission s
      where s.state = 'approved' and not exists (
              select from decision d join moderator m on m.id = d.moderator_id
               where d.submission_id = s.id and m.email = $1)
      order by s.number limit 3`,
    [ADA.email],
  );
}

/** Decisions of two people over some days, so that there is something to count. */
async function pastDays({ dataSource, url, people }) {
  for (let day = DAYS; day >= 1; day--) {
    for (const [index, { comment, ...decision }] of DECIDED.entries()) {
      if ((index + day) % 3 === 0) continue;
      const n = day * DECIDED.length + index;
      const text = { thread: String((n % 2) + 1), author: `Reader ${n}`, email: `reader${n}@reader.example` };
      const { id, state, version } = await sent(
        { dataSource, url },
        { ...text, comment: `${comment} (${n})` },
        `${day} days`,
      );
      if (state !== 'held') continue;
      await people[n % 2]('POST', `/review/submissions/${id}/decisions`, { ...decision, version });
      const minutes = 4 + ((n * 7) % 50);
      await dataSource.query(
        `update submission set settled_at = received_at + make_interval(mins => $2) where id = $1`,
        [id, minutes],
      );
      await backdate(dataSource, id, minutes);
    }
  }
}

/** Verdict and decision happened when the submission came, not now. Only a replica may change what is append-only. */
async function backdate(dataSource, id, minutes) {
  await dataSource.transaction(async (manager) => {
    await manager.query('set local session_replication_role = replica');
    for (const [table, after] of [
      ['verdict', 0],
      ['decision', minutes],
    ])
      await manager.query(
        `update ${table} t set created_at = s.received_at + make_interval(mins => $2)
           from submission s where s.id = t.submission_id and s.id = $1`,
        [id, after],
      );
  });
}

async function aroundItems({ ada, ben, waiting }) {
  const at = (index) => `/review/submissions/${waiting[index].id}`;
  await ben('POST', `${at(3)}/notes`, {
    about: 'submission',
    text: 'Same sentence since noon. The desk editor knows.',
  });
  await ada('POST', `${at(3)}/notes`, { about: 'submission', text: 'Checked with the town hall: not true.' });
  await ben('POST', `${at(5)}/flags`, { kind: 'second-opinion', note: '政治的批判の範囲でしょうか。' });
  await ben('POST', `${at(6)}/flags`, { kind: 'escalate', note: 'Reads like a real threat.' });
  await ada('POST', `${at(8)}/author/measures`, {
    kind: 'hold_always',
    reason: 'Only ever sends advertising.',
  });
}
