package io.millrace.server;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A browser's connection. Public only because Jetty calls it by method handles; not for use elsewhere. */
public final class LiveSocket implements Session.Listener.AutoDemanding, LiveClient.Connection {
    private static final int TRY_AGAIN_LATER = 1013;

    private final LiveBoard board;
    private final LiveClient client;
    private volatile @Nullable Session session;

    LiveSocket(LiveBoard board, LiveJob job) {
        this.board = board;
        this.client = new LiveClient(this, job);
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        if (!board.add(client)) {
            opened.close(TRY_AGAIN_LATER, "too many pages are open", Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketText(String message) {
        client.receive(message);
        board.wake();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        close();
    }

    @Override
    public void send(String message) {
        Session current = session;
        if (current != null) {
            current.sendText(message, Callback.from(() -> {}, failure -> close()));
        }
    }

    @Override
    public boolean isOpen() {
        Session current = session;
        return current != null && current.isOpen();
    }

    @Override
    public void close() {
        Session current = session;
        if (current != null) {
            current.close(1001, "bye", Callback.from(() -> {}, failure -> current.disconnect()));
        }
    }
}
