const DOOR = 'src/intake/find-door.query.ts';

/** Conditions inside SQL, which the tool does not see. */
const CHANGES = [
  [DOOR, 'left join site on site.key = asked.site_key', "left join site on site.key = 'default'"],
  [DOOR, 'on thread.site_id = site.id and thread.key = asked.thread_key', 'on thread.key = asked.thread_key'],
  [DOOR, ' and thread.key = asked.thread_key', ''],
  [DOOR, 'on comment.id = asked.parent and comment.thread_id = thread.id', 'on comment.id = asked.parent'],
  [
    DOOR,
    'on comment.id = asked.parent and comment.thread_id = thread.id',
    'on comment.thread_id = thread.id',
  ],
  [DOOR, '\n   order by asked.place`', '\n   order by asked.place desc`'],
  [DOOR, '\n   order by asked.place`', '`'],
  [DOOR, "'closed', ${threadIsClosed('thread', 'site')}", "'closed', false"],
  [DOOR, "'hidden', thread.hidden", "'hidden', false"],
  [DOOR, "'url', thread.url", "'url', site.url"],
  [DOOR, "'title', thread.title", "'title', thread.key"],
  [DOOR, "'url', site.url", "'url', null"],
  [DOOR, "'floodSeconds', site.flood_seconds", "'floodSeconds', 0"],
  [DOOR, "'requireNameEmail', site.require_name_email", "'requireNameEmail', true"],
  [DOOR, "'createThreads', site.create_threads", "'createThreads', true"],
  [DOOR, "'locale', thread.locale", "'locale', null"],
  [DOOR, "'locales', site.locales", "'locales', array['en']"],
  [DOOR, "'locale', site.locale", "'locale', 'en'"],
  [DOOR, "'name', site.name", "'name', site.key"],
];

export const MUTANTS = CHANGES.map(([file, find, replace]) => ({ file, find, replace }));
