package io.millrace.engine.learn;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands what is told to all who listen. Safe for use by any thread. */
final class Listeners<T> {
    private final List<Queue<T>> queues = new CopyOnWriteArrayList<>();

    /** A queue that gets all that is published from now on, until it is given to {@link #forget}. */
    Queue<T> listen() {
        Queue<T> queue = new ConcurrentLinkedQueue<>();
        queues.add(queue);
        return queue;
    }

    void forget(Queue<T> queue) {
        queues.removeIf(each -> each == queue);
    }

    /** Whether anybody listens. */
    boolean isHeard() {
        return !queues.isEmpty();
    }

    void publish(List<T> told) {
        queues.forEach(queue -> queue.addAll(told));
    }
}
