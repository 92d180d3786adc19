/** Stands in the place of dist/failpoint.js in the processes of the fault tests; see orders.ts. */

const taken = (given) => given.map((order) => ({ skip: 0, times: 1, ...order }));

let orders = taken(JSON.parse(process.env.REPLYDESK_FAULT_ORDERS ?? '[]'));
const paused = [];

process.on('message', (message) => {
  if (message?.fault === 'arm') orders = taken(message.orders);
  else if (message?.fault === 'release') for (const go of paused.splice(0)) go();
  else return;
  process.send?.({ fault: 'done', id: message.id });
});

export function failpoint(name) {
  const index = orders.findIndex(({ at }) => at === name);
  const order = orders[index];
  if (order === undefined) return undefined;
  if (order.skip > 0) {
    order.skip -= 1;
    return undefined;
  }
  order.times -= 1;
  if (order.times === 0) orders.splice(index, 1);
  process.send?.({ fault: 'hit', at: name });
  const [action, ms] = order.action.split(':');
  return perform(action, Number(ms), name);
}

function perform(action, ms, name) {
  switch (action) {
    case 'kill':
      return kill();
    case 'kill-after':
      setTimeout(kill, ms);
      return undefined;
    case 'throw':
      return Promise.reject(new Error(`failpoint ${name}`));
    case 'sleep':
      return new Promise((resolve) => setTimeout(resolve, ms));
    case 'block':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
      return undefined;
    case 'pause':
      return new Promise((resolve) => paused.push(resolve));
    default:
      throw new Error(`unknown action ${action}`);
  }
}

function kill() {
  process.kill(process.pid, 'SIGKILL');
  return undefined;
}
