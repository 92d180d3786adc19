import { defineMessages } from './messages.js';

/** What the process that runs the roles says. */
export const startMessages = defineMessages({
  'start.databaseDied': {
    en: 'The database stopped unexpectedly; starting it again.',
    ja: 'データベースが予期せず停止したため、再起動しています。',
  },
  'start.databaseFailed': {
    en: 'The database could not be started again: {reason}',
    ja: 'データベースを再起動できませんでした: {reason}',
  },
  'start.databaseMoved': {
    en: 'Another program took the port of the database, so it has a new one; restarting the processes.',
    ja: 'データベースのポートが別のプログラムに使われたため、新しいポートに変えて各プロセスを再起動します。',
  },
  'start.roleEnded': {
    en: 'The process "{role}" ended ({reason}); starting it again in {seconds, number} s.',
    ja: 'プロセス「{role}」が終了しました({reason})。{seconds, number} 秒後に再起動します。',
  },
  'start.givingUp': {
    en: 'The process "{role}" ended {times, number} times in a row before it was ready, so the desk stops. The reason is in the lines above; often another program uses the port (choose another with PORT).',
    ja: 'プロセス「{role}」が準備完了前に続けて {times, number} 回終了したため、デスクを停止します。原因は上の行に出ています。多くの場合、ほかのプログラムがポートを使用しています(PORT で別の番号を指定できます)。',
  },
  'start.stopping': {
    en: 'Stopping. Work under way is being finished.',
    ja: '停止しています。処理中の作業を終えるまでお待ちください。',
  },
  'start.killed': {
    en: 'The process "{role}" did not stop within {seconds, number} s and was ended.',
    ja: 'プロセス「{role}」が {seconds, number} 秒以内に停止しなかったため、強制終了しました。',
  },
  'start.databaseKept': {
    en: 'The database keeps running, because another process still uses it.',
    ja: '別のプロセスが使用中のため、データベースは動かしたままにします。',
  },
  'start.failed': {
    en: 'The desk could not start: {reason}',
    ja: 'デスクを起動できませんでした: {reason}',
  },
});
