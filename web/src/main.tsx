import './style.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app';
import { connect } from './connection';
import { locale } from './i18n';
import { epoch, jobName } from './store';

effect(() => {
  document.documentElement.lang = locale.value;
  document.title = jobName.value ? `${jobName.value} · Millrace` : 'Millrace';
});
effect(() => {
  document.documentElement.dataset['epoch'] = String(epoch.value.epoch);
});

render(<App />, document.getElementById('app') as HTMLElement);
connect();
