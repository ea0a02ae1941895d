package io.serai.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one {@link Load} on one thread over plain NIO: it must cost less than what it measures, also on two cores. All connections
 * are open before the first request leaves.
 */
final class LoadGenerator {

    /** Fewer than the shortest accept queue among the targets (511 in nginx and Node), so that no SYN is dropped. */
    private static final int CONNECTING_AT_ONCE = 100;

    private final Load load;
    private final Selector selector;
    private final Questions questions;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final List<LoadConnection> connections = new ArrayList<>();
    private LoadTally tally = new LoadTally(0, 0);
    private int connecting;
    private long started;
    private long startUntil;
    private boolean running;

    private LoadGenerator(Load load, Selector selector) {
        this.load = load;
        this.selector = selector;
        this.questions = new Questions(load.call());
    }

    /** Runs the load to its end. Errors of single calls are counted in the result. */
    static LoadResult run(Load load) throws IOException {
        try (Selector selector = Selector.open()) {
            LoadGenerator generator = new LoadGenerator(load, selector);
            try {
                return generator.run();
            } finally {
                // A connection that broke has been replaced; both are harmless to close again.
                generator.connections.forEach(LoadConnection::close);
            }
        }
    }

    private LoadResult run() throws IOException {
        connectAll();
        long start = System.nanoTime();
        tally = new LoadTally(start, load.settleMillis() * 1_000_000);
        startUntil = start + load.windowMillis() * 1_000_000;
        long limit = start + load.limitMillis() * 1_000_000;
        running = true;
        int ramped = 0;
        while (!tally.hopeless()) {
            long now = System.nanoTime();
            while (ramped < connections.size() && now - start >= rampNanos(ramped)) {
                start(connections.get(ramped++));
            }
            boolean moreToStart = ramped < connections.size() && mayStart(now);
            if ((!moreToStart && tally.open() == 0 && connecting == 0) || now > limit) {
                break;
            }
            selector.select(this::ready, ramped < connections.size() ? 1 : 100);
        }
        for (LoadConnection connection : connections) {
            if (connection.busy()) {
                tally.failed("no whole answer within " + load.limitMillis() + " ms");
            }
        }
        return tally.result();
    }

    private long rampNanos(int connection) {
        return load.rampMillis() * 1_000_000 * connection / connections.size();
    }

    private void connectAll() throws IOException {
        long limit = System.nanoTime() + 30_000_000_000L;
        while ((connections.size() < load.connections() || connecting > 0) && !tally.hopeless()) {
            while (connections.size() < load.connections() && connecting < CONNECTING_AT_ONCE) {
                connections.add(connect());
            }
            selector.select(this::ready, 100);
            if (System.nanoTime() > limit) {
                throw new IOException("could not open " + load.connections() + " connections in 30 s");
            }
        }
    }

    private LoadConnection connect() throws IOException {
        LoadConnection connection = new LoadConnection(selector, load.call().port(), questions);
        if (!connection.connected()) {
            connecting++;
        }
        return connection;
    }

    private boolean mayStart(long now) {
        return now < startUntil && (load.requests() == 0 || started < load.requests());
    }

    private void start(LoadConnection connection) {
        long now = System.nanoTime();
        if (connection.busy() || !connection.connected() || !mayStart(now)) {
            return;
        }
        started++;
        tally.started();
        try {
            connection.call(now);
        } catch (IOException e) {
            broken(connection, e);
        }
    }

    private void ready(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            if (key.isConnectable()) {
                connecting--;
                connection.finishConnect();
                if (running) {
                    start(connection);
                }
                return;
            }
            if (key.isWritable()) {
                connection.send();
            }
            if (key.isReadable()) {
                read(connection);
            }
        } catch (IOException e) {
            broken(connection, e);
        }
    }

    private void read(LoadConnection connection) throws IOException {
        ResponseReader reader = connection.reader();
        int before = reader.marks();
        boolean open = connection.read(buffer);
        long now = System.nanoTime();
        int marks = reader.marks() - before;
        if (marks > 0) {
            tally.marked(connection.startedAt(), marks, connection.markedAt(now), before == 0);
        }
        if (connection.busy() && reader.complete()) {
            answered(connection, now);
        } else if (!open) {
            throw new IOException("connection closed by the server");
        }
    }

    private void answered(LoadConnection connection, long now) {
        ResponseReader reader = connection.reader();
        connection.answered();
        String fault = fault(reader);
        if (fault.isEmpty()) {
            tally.completed(connection.startedAt(), now);
        } else {
            tally.failed(fault);
        }
        if (reader.closing()) {
            replace(connection);
        } else {
            start(connection);
        }
    }

    private String fault(ResponseReader reader) {
        int chunks = load.call().chunks();
        if (reader.status() != 200) {
            return "HTTP " + reader.status();
        }
        if (reader.marks() != Math.max(1, chunks)) {
            return "expected " + Math.max(1, chunks) + " pieces of content, found " + reader.marks();
        }
        return chunks > 0 && !reader.done() ? "a stream without [DONE]" : "";
    }

    private void broken(LoadConnection connection, IOException cause) {
        String error = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (connection.busy()) {
            tally.failed(error);
        } else if (!connection.connected() || !running) {
            tally.refused(error);
        }
        replace(connection);
    }

    /** A closed connection that was idle costs no error: HTTP allows it. */
    private void replace(LoadConnection connection) {
        connection.close();
        if (tally.hopeless() || (running && !mayStart(System.nanoTime()))) {
            return;
        }
        try {
            connections.set(connections.indexOf(connection), connect());
        } catch (IOException e) {
            tally.refused(String.valueOf(e.getMessage()));
        }
    }
}
