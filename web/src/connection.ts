import { effect, signal } from '@preact/signals';
import type { Message } from './protocol';
import { apply, greet, paused, range } from './store';

export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'waiting'; until: number }
  | { kind: 'denied' };

const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const SILENCE = 15_000;
const HIDDEN_FRAME = 1000;

export const connection = signal<ConnectionState>({ kind: 'connecting' });
/** Counts connections, so that views tell a new one what they look at. */
export const generation = signal(0);
export const frames = signal(0);

let socket: WebSocket | undefined;
let wait = SHORTEST_WAIT;
let silence: number | undefined;

export function tell(message: string): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(message);
}

function watch(current: WebSocket): void {
  window.clearTimeout(silence);
  silence = window.setTimeout(() => current.close(), SILENCE);
}

/** The next frame is asked for when this one is on the screen; a page that nobody looks at needs few. */
function acknowledge(): void {
  if (document.hidden) window.setTimeout(() => tell('ack'), HIDDEN_FRAME);
  else requestAnimationFrame(() => tell('ack'));
}

export function connect(): void {
  connection.value = { kind: 'connecting' };
  const current = new WebSocket(`ws://${location.host}/live`);
  socket = current;
  watch(current);
  current.onmessage = (event: MessageEvent<string>) => {
    watch(current);
    const message = JSON.parse(event.data) as Message;
    if (message.type === 'hello') {
      wait = SHORTEST_WAIT;
      greet(message);
      connection.value = { kind: 'live' };
      generation.value++;
      tell(`range ${range.value <= 0 ? range.value : range.value * 1000}`);
      tell(`pause ${paused.value ? 1 : 0}`);
      acknowledge();
    } else if (message.type === 'frame') {
      apply(message);
      frames.value++;
      acknowledge();
    }
  };
  current.onclose = () => {
    window.clearTimeout(silence);
    if (socket === current) void again();
  };
}

async function again(): Promise<void> {
  const until = Date.now() + wait;
  connection.value = { kind: 'waiting', until };
  const pause = wait * (0.8 + 0.4 * Math.random());
  wait = Math.min(LONGEST_WAIT, wait * 2);
  await new Promise((resolve) => window.setTimeout(resolve, pause));
  try {
    const answer = await fetch('/session', { cache: 'no-store' });
    if (answer.status === 401) {
      connection.value = { kind: 'denied' };
      return;
    }
  } catch {
    void again();
    return;
  }
  connect();
}

effect(() => tell(`pause ${paused.value ? 1 : 0}`));
effect(() => tell(`range ${range.value <= 0 ? range.value : range.value * 1000}`));
