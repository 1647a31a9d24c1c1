package io.millrace.server;

import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Serves the live page of one job on this machine's loopback interface. Nothing is readable without a link that works
 * once. Methods may be called by any thread.
 */
public final class LiveServer implements AutoCloseable {
    private static final int NEXT_PORTS = 20;
    private static final int MESSAGE_BYTES_MAX = 4_096;
    private static final int HEADER_BYTES_MAX = 16_384;

    private final Server server;
    private final LiveBoard board;
    private final Access access;
    private final int port;

    private LiveServer(Server server, LiveBoard board, Access access, int port) {
        this.server = server;
        this.board = board;
        this.access = access;
        this.port = port;
    }

    /**
     * Starts to serve; returns when the page can be opened.
     *
     * @throws ConnectorException when the port is taken
     */
    public static LiveServer start(LiveOptions options, LiveJob job) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("millrace-page");
        threads.setDaemon(true);
        Server server = new Server(threads);
        LiveBoard board = new LiveBoard(job, UUID.randomUUID().toString(), SystemEnvironment.create());
        Access access = new Access();
        WebSocketUpgradeHandler live = WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO);
            container.setMaxTextMessageSize(MESSAGE_BYTES_MAX);
            container.setMaxFrameSize(Long.MAX_VALUE);
            container.addMapping(PageHandler.LIVE_PATH, (request, response, callback) -> new LiveSocket(board, job));
        });
        server.setHandler(new PageHandler(access, job.why(), live));
        server.setErrorHandler(PageHandler::error);
        ServerConnector connector = connector(server);
        try {
            bind(connector, options);
            server.addConnector(connector);
            server.start();
        } catch (ConnectorException e) {
            throw e;
        } catch (Exception e) {
            throw new ConnectorException("the live page cannot be served: " + e.getMessage(), null, false, e);
        }
        board.start();
        return new LiveServer(server, board, access, connector.getLocalPort());
    }

    private static ServerConnector connector(Server server) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setReuseAddress(true);
        return connector;
    }

    private static void bind(ServerConnector connector, LiveOptions options) {
        int tries = options.portRequired() || options.port() == 0 ? 1 : NEXT_PORTS;
        for (int i = 0; i < tries && options.port() + i <= 65_535; i++) {
            connector.setPort(options.port() + i);
            try {
                connector.open();
                return;
            } catch (IOException e) {
                // Taken: the next one may be free.
            }
        }
        throw new ConnectorException(
                "port " + options.port() + " is taken",
                options.portRequired()
                        ? "Stop the program that listens there, or give another port with --port."
                        : "The " + NEXT_PORTS + " ports after it are taken too; give a free one with --port.");
    }

    public int port() {
        return port;
    }

    /** A new link to the page, good for one browser: it holds a token that works once. */
    public URI newLink() {
        return access.link(port);
    }

    /** Ends all browsers' connections; they connect again by themselves. */
    public void disconnect() {
        board.disconnect();
    }

    /** Stops serving; the job is not touched. */
    @Override
    public void close() {
        board.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new ConnectorException("the live page did not stop: " + e.getMessage(), null, false, e);
        }
    }
}
