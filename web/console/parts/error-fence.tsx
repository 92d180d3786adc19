import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useSay } from '../say.js';
import classes from './notice.module.css';

function Broken() {
  const say = useSay();
  return (
    <main className={classes.notice} role="alert">
      <p>{say('error.unexpected')}</p>
      <Button onClick={() => window.location.reload()}>{say('error.reload')}</Button>
    </main>
  );
}

/** Shows a way on when drawing failed, instead of an empty page. */
export class ErrorFence extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
